import { fileURLToPath } from 'node:url';
import type { BenchDevice } from '../device/bench-device.ts';
import { buildLibfido2Session } from '../native/build.ts';
import { pythonSession } from '../peers/python-script.ts';
import { Session } from '../peers/session.ts';

const WARDKEY_SESSION = fileURLToPath(new URL('../peers/wardkey-session.ts', import.meta.url));

/** In the catalogue of the bridge, so that the built program serves it too. */
export const RP_ID = 'login.microsoft.com';

/** One session of each library, all with the same USB key open. */
export async function startSessions(device: BenchDevice): Promise<Session[]> {
  const libfido2 = await buildLibfido2Session();
  return [
    await Session.start('Wardkey', device, [process.execPath, WARDKEY_SESSION, RP_ID]),
    await Session.start('libfido2', device, [libfido2, device.name, RP_ID]),
    await Session.start('python3-fido2', device, pythonSession('hid', RP_ID)),
  ];
}
