import { launcherText } from '../../bridge/install/launcher.ts';
import { nativeManifest } from '../../bridge/install/native-manifest.ts';
import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import { SickMachine } from '../rig/sick-machine.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../virtual/piv-card/piv-options.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import type { LabNetwork } from './lab-network.ts';

export const MANIFEST = 'home/pat/.config/chromium/NativeMessagingHosts/app.wardkey.bridge.json';
export const PROGRAM_FOLDER = 'home/pat/.local/share/wardkey/1';
export const PROGRAM = 'home/pat/.local/share/wardkey/wardkey';
export const READER = 'Practice Reader 00 00';
export const MODEL = 'Practice Key';

/** A machine on which a key and a card work. @param wanted what of the two is there */
export function healthyMachine(network: Pick<LabNetwork, 'with'>, wanted: Wanted): SickMachine {
  const machine = new SickMachine();
  machine.network = network.with('well', 'redirect');
  machine.write('usr/bin/chromium', '', 0o755);
  machine.write(PROGRAM, launcherText(`/${PROGRAM_FOLDER}`), 0o755);
  machine.write(`${PROGRAM_FOLDER}/node`, 'node', 0o755);
  machine.write(`${PROGRAM_FOLDER}/wardkey.mjs`, 'program');
  machine.write(MANIFEST, nativeManifest('chromium', `/${PROGRAM}`));
  if (wanted !== 'card') plugKey(machine, { pin: '4321' });
  if (wanted !== 'key') machine.pcsc.readers.set(READER, { kind: 'nothing' });
  return machine;
}

/** Puts a key in the place of the one that is there. */
export function plugKey(machine: SickMachine, options: VirtualKeyOptions): VirtualKey {
  pullKeys(machine);
  const key = new VirtualKey(options);
  machine.usb.insert(key, { name: MODEL });
  plugged.set(machine, key);
  return key;
}

export function pullKeys(machine: SickMachine): void {
  const key = plugged.get(machine);
  if (key !== undefined) machine.usb.remove(key);
  plugged.delete(machine);
}

/** Puts a PIV card in the reader, in good health unless said otherwise. */
export async function putCard(machine: SickMachine, options: PivCardOptions = {}): Promise<void> {
  goodKeys ??= practiceKeys('p256');
  const card = new PivCard({ keys: await goodKeys, ...options });
  machine.pcsc.readers.set(READER, { kind: 'card', card });
}

const plugged = new WeakMap<SickMachine, VirtualKey>();
let goodKeys: ReturnType<typeof practiceKeys> | undefined;
