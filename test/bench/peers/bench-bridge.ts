import { fileURLToPath } from 'node:url';
import { HostClient } from '../../rig/host-client.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from '../../rig/host-process.ts';
import { buildTargets, TARGETS } from '../../run/build.ts';
import type { BenchDevice } from '../device/bench-device.ts';

const BUNDLE = fileURLToPath(new URL(`../../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));

export const SUBJECT = 'The bridge as a browser runs it';
export const PEER = 'Wardkey bridge';

/** The built bridge as a browser starts it, where the device is to be seen; it has been said hello. */
export function startBridge(device: BenchDevice): HostClient {
  buildTargets(['bridge']);
  const command = device.wrap([process.execPath, BUNDLE, OUR_ORIGIN]);
  const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', UV_THREADPOOL_SIZE: '12', ...device.env };
  const host = new HostProcess(command, env);
  host.send(HELLO);
  return new HostClient(host);
}
