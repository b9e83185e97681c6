import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { faultNamed } from '../faults/fault-named.ts';
import { buildTargets } from '../run/build.ts';
import type { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { SHIM } from '../virtual/hid-device/shim.ts';
import { withOwnDevices } from '../virtual/hid-device/with-own-devices.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine } from './stage.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));
const PIN = '2468';

/** The verdict of the built program, on a computer whose USB keys are the machine's. */
async function causeOf(machine: HidMachine): Promise<unknown> {
  buildTargets(['bridge']);
  const command = [process.execPath, BUNDLE, 'check', '--key', '--offline', '--json'];
  const [program, ...args] = withOwnDevices(machine.places, command);
  const path = '/usr/bin:/bin:/usr/sbin:/sbin';
  const env = { PATH: path, LD_PRELOAD: SHIM, PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' };
  const child = spawn(program, args, { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(err).toBe('');
  return JSON.parse(out).cause;
}

/** A busy computer may take longer than the check-up waits: it is asked again, until it had the time. */
async function expectCause(machine: HidMachine, cause: string | null): Promise<void> {
  await expect.poll(() => causeOf(machine)).toBe(cause);
}

it('names what is wrong with a USB key', async () => {
  const machine = await stageMachine();
  await expectCause(machine, faultNamed('no key').cause);
  const faults = [
    [{ pin: PIN }, null],
    [{ pin: PIN, pinTriesLeft: 0 }, 'pin-blocked'],
    [{ versions: ['U2F_V2'] }, 'key-u2f-only'],
  ] as const;
  for (const [options, cause] of faults) {
    const plugged = await machine.plug(new VirtualKey(options), { name: 'Ward key' });
    await expectCause(machine, cause);
    await plugged.unplug();
  }
});

it('tells a node that is shut to the person', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey({ pin: PIN }), { mode: 0 });
  const { cause } = faultNamed('a key whose node is shut, and no udev rule');
  await expectCause(machine, cause);
});
