import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import type { VirtualCard } from '../../virtual/card.ts';
import { HidMachine, type PlugOptions } from '../../virtual/hid-device/hid-machine.ts';
import { buildShim, SHIM } from '../../virtual/hid-device/shim.ts';
import { withOwnDevices } from '../../virtual/hid-device/with-own-devices.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { PrivatePcscd } from '../../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';

const NO_SERVICE = '/nonexistent/pcscd.comm';

/** A computer with one fault, as programs that are started on it see it. */
export interface Stage {
  /** What every program is started with. */
  readonly env: Readonly<Record<string, string>>;
  /** The command that runs another there. */
  wrap(command: readonly string[]): [string, ...string[]];
  strike(): Promise<void>;
}

/** One with a security key on USB. @param options `null` for none */
export async function keyStage(
  options: VirtualKeyOptions | null,
  plug: PlugOptions = {},
): Promise<Stage> {
  await buildShim();
  const machine = await HidMachine.start();
  if (options !== null) {
    await orElse(machine.plug(new VirtualKey(options), plug), () => machine.stop());
  }
  return {
    // libudev takes no folder for sysfs otherwise.
    env: {
      LD_PRELOAD: SHIM,
      SYSTEMD_DEVICE_VERIFY_SYSFS: '0',
      PCSCLITE_CSOCK_NAME: NO_SERVICE,
    },
    wrap: (command) => withOwnDevices(machine.places, command),
    strike: () => machine.stop(),
  };
}

/** What is done with a card service before the programs look. @returns undoes what outlives it */
export type CardMeddling = (service: PrivatePcscd) => void | Promise<void | (() => Promise<void>)>;

/** One with a reader, and maybe a card in it. */
export async function cardStage(
  card: VirtualCard | null,
  meddle: CardMeddling = () => {},
): Promise<Stage> {
  const service = await PrivatePcscd.start({ readers: ['Practice Reader'] });
  if (card !== null) service.readers[0]?.insert(card);
  const undo = await orElse((async () => meddle(service))(), () => service.stop());
  return {
    env: service.env,
    wrap: ([program = '', ...args]) => [program, ...args],
    strike: async () => {
      try {
        await undo?.();
      } finally {
        await service.stop();
      }
    },
  };
}

/** One whose card service hangs: it takes calls, and says nothing. */
export async function muteServiceStage(): Promise<Stage> {
  const { path, remove } = await temporaryFolder();
  const socket = join(path, 'pcscd.comm');
  const server = createServer((call) => call.on('error', () => call.destroy()).resume());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    env: { PCSCLITE_CSOCK_NAME: socket },
    wrap: ([program = '', ...args]) => [program, ...args],
    strike: async () => {
      server.close();
      await remove();
    },
  };
}

/** Takes down again what was set up before something that fails. */
export async function orElse<T>(work: Promise<T>, takeDown: () => Promise<void>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    await takeDown();
    throw thrown;
  }
}
