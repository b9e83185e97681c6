import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Ceremony } from './ceremony.ts';
import { askForDevice, usableDevices } from './device-choice.ts';
import { letGo, onOpenKey } from './on-open-key.ts';
import { openInTime } from './open-in-time.ts';
import type { Person } from './person.ts';
import { type Candidate, judgeKeys } from './silent-probe.ts';
import { raceForTouch } from './touch-race.ts';

type Keys = Pick<AttachedKeys, 'list' | 'onChange' | 'open'>;

/**
 * Runs a ceremony on one of the keys, and lets that go again. One key alone is taken as it is. Of
 * several, those that show no use are left out without a blink; then the first touch decides, or the
 * person is asked where a touch cannot.
 * @throws WardkeyError `device-none` when no key comes in time, the signal's reason once it is
 *   aborted, `device-removed` once the key is gone, otherwise those of the ceremony
 */
export async function onChosenKey<T>(
  keys: Keys,
  person: Person,
  signal: AbortSignal,
  ceremony: Ceremony<T>,
): Promise<T> {
  for (;;) {
    const devices = await usableDevices(keys, person, signal);
    const [only] = devices;
    if (only !== undefined && devices.length === 1) {
      return onDevice(keys, only, person, signal, ceremony);
    }
    const candidates = await judgeKeys(keys, devices, person, signal, ceremony.judge);
    const [first] = candidates;
    if (first !== undefined && candidates.length === 1) {
      person.tell({ type: 'working', device: first.open.device });
      return onOpenKey(first.open, person, signal, ceremony.run);
    }
    if (candidates.length > 1 && candidates.every(isSettledByTouch)) {
      return race(candidates, person, signal, ceremony);
    }
    await Promise.all(candidates.map(({ open }) => letGo(open)));
    // Where none seems of use, the key that the person takes for the right one says best why not.
    const choices = candidates.length === 0 ? devices : candidates.map(({ open }) => open.device);
    const chosen = await askForDevice(keys, choices, person, signal);
    if (chosen !== undefined) {
      return onDevice(keys, chosen, person, signal, ceremony);
    }
  }
}

/** A card takes lying there for a touch, and a PIN is asked for before any touch. */
function isSettledByTouch({ open, needsPin }: Candidate): boolean {
  return open.device.transport === 'usb' && !needsPin;
}

function race<T>(
  candidates: readonly Candidate[],
  person: Person,
  signal: AbortSignal,
  { run }: Ceremony<T>,
): Promise<T> {
  const racers = candidates.map(({ open }) => ({
    device: open.device,
    run: (asSeen: Person, until: AbortSignal) => onOpenKey(open, asSeen, until, run),
  }));
  return raceForTouch(racers, person, signal);
}

async function onDevice<T>(
  keys: Keys,
  device: DeviceSummary,
  person: Person,
  signal: AbortSignal,
  { run }: Ceremony<T>,
): Promise<T> {
  // A card may be held by another program, or block in a command without a word: the person then sees
  // at least which one it is about.
  person.tell({ type: 'working', device });
  const open = await openInTime(keys.open(device.id, signal), signal);
  return onOpenKey(open, person, signal, run);
}
