import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import { DeviceList } from '../../shared/rpc/device.ts';
import {
  AuthenticationResponseJson,
  RegistrationResponseJson,
} from '../../shared/rpc/webauthn-json.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from '../rig/host-process.ts';
import { registered, verifyAuthentication } from '../rig/relying-party.ts';
import { CALLER, creationOptions, listOf, requestOptions } from '../rig/rig.ts';
import { buildTargets } from '../run/build.ts';
import type { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { SHIM } from '../virtual/hid-device/shim.ts';
import { withOwnDevices } from '../virtual/hid-device/with-own-devices.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine } from './stage.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));
const PIN = '2468';

const Changed = v.object({ method: v.literal('devices.changed'), params: DeviceList });
const PinAsked = v.object({
  method: v.literal('ceremony.event'),
  params: v.object({ event: v.object({ type: v.literal('pin'), step: v.string() }) }),
});

/** The built program as a browser starts it, on a computer whose USB keys are the machine's. */
function startBridge(machine: HidMachine): HostProcess {
  buildTargets(['bridge']);
  const command = withOwnDevices(machine.places, [process.execPath, BUNDLE, OUR_ORIGIN]);
  const path = '/usr/bin:/bin:/usr/sbin:/sbin';
  const env = { PATH: path, LD_PRELOAD: SHIM, PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' };
  const host = new HostProcess(command, env);
  onTestFinished(() => host.end().then(() => {}));
  host.send(HELLO);
  return host;
}

/** The next message of a form; what comes before it is passed over. */
async function next<T>(host: HostProcess, form: v.GenericSchema<unknown, T>): Promise<T> {
  for (;;) {
    const message = v.safeParse(form, await host.receive());
    if (message.success) return message.output;
  }
}

async function listed(host: HostProcess, wanted: (list: DeviceList) => boolean) {
  for (;;) {
    const { params } = await next(host, Changed);
    if (wanted(params)) return params;
  }
}

/** Runs a ceremony in which the PIN is asked for once. */
async function ceremony<T>(
  host: HostProcess,
  method: string,
  options: unknown,
  result: v.GenericSchema<unknown, T>,
): Promise<T> {
  host.send({ jsonrpc: '2.0', id: method, method, params: { ...CALLER, options } });
  const { step } = (await next(host, PinAsked)).params.event;
  const params = { ceremony: method, step, type: 'pin', pin: PIN, lastTryAgreed: false };
  host.send({ jsonrpc: '2.0', id: `${method}-pin`, method: 'ceremony.answer', params });
  return (await next(host, v.object({ id: v.literal(method), result }))).result;
}

it('the built program finds a USB key, registers, signs in, and sees it go', async () => {
  const machine = await stageMachine();
  const host = startBridge(machine);
  await listed(host, ({ devices }) => devices.length === 0);
  const plugged = await machine.plug(new VirtualKey({ pin: PIN }), { name: 'Ward key' });
  const { devices } = await listed(host, (list) => list.devices[0]?.key !== undefined);
  expect(devices).toMatchObject([{ name: 'Ward key', transport: 'usb', key: { pinSet: true } }]);
  const made = await ceremony(host, 'webauthn.create', creationOptions(), RegistrationResponseJson);
  const credential = await registered(made);
  const asking = requestOptions({ allowCredentials: listOf(credential.id) });
  const got = await ceremony(host, 'webauthn.get', asking, AuthenticationResponseJson);
  expect((await verifyAuthentication(got, credential, true)).verified).toBe(true);
  await plugged.unplug();
  await listed(host, (list) => list.devices.length === 0);
  expect(host.errors).toBe('');
});
