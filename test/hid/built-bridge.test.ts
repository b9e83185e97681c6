import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import {
  AuthenticationResponseJson,
  RegistrationResponseJson,
} from '../../shared/rpc/webauthn-json.ts';
import { HostClient } from '../rig/host-client.ts';
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

it('the built program finds a USB key, registers, signs in, and sees it go', async () => {
  const machine = await stageMachine();
  const host = startBridge(machine);
  const client = new HostClient(host);
  await client.listed(({ devices }) => devices.length === 0);
  const plugged = await machine.plug(new VirtualKey({ pin: PIN }), { name: 'Ward key' });
  const { devices } = await client.listed((list) => list.devices[0]?.key !== undefined);
  expect(devices).toMatchObject([{ name: 'Ward key', transport: 'usb', key: { pinSet: true } }]);
  const made = await client.ceremony(
    'webauthn.create',
    { ...CALLER, options: creationOptions() },
    RegistrationResponseJson,
    PIN,
  );
  const credential = await registered(made);
  const asking = requestOptions({ allowCredentials: listOf(credential.id) });
  const got = await client.ceremony(
    'webauthn.get',
    { ...CALLER, options: asking },
    AuthenticationResponseJson,
    PIN,
  );
  expect((await verifyAuthentication(got, credential, true)).verified).toBe(true);
  await plugged.unplug();
  await client.listed((list) => list.devices.length === 0);
  expect(host.errors).toBe('');
});
