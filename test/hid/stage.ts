import { onTestFinished } from 'vitest';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { HidTransport } from '../../bridge/transport/hid/hid-transport.ts';
import { linuxHidSystem } from '../../bridge/transport/hid/linux-hid-system.ts';
import { systemHidLibrary } from '../../bridge/transport/hid/node-hid-library.ts';
import { HidMachine } from '../virtual/hid-device/hid-machine.ts';

/** A machine for one test, which takes it down. */
export async function stageMachine(): Promise<HidMachine> {
  const machine = await HidMachine.start();
  onTestFinished(() => machine.stop());
  return machine;
}

/** The product's own transport over the machine's keys. */
export function transportOf(machine: HidMachine): HidTransport {
  return new HidTransport(systemHidLibrary(), linuxHidSystem(machine.places));
}

/** Keys that are being watched, until the test ends. */
export function watchedKeys(machine: HidMachine): AttachedKeys {
  const keys = new AttachedKeys([transportOf(machine)]);
  keys.start();
  onTestFinished(() => keys.stop());
  return keys;
}
