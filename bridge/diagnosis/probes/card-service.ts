import { join } from 'node:path';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Machine } from '../machine.ts';
import type { Probe } from '../probe.ts';
import { isShut, isThere, textOf } from '../system-files.ts';

/** Where Linux distributions put the PC/SC service. */
const SERVICE_PLACES = ['usr/sbin/pcscd', 'usr/bin/pcscd', 'sbin/pcscd', 'usr/local/sbin/pcscd'];

/** Where pcscd(8) listens. */
const SOCKET = 'run/pcscd/pcscd.comm';

/** A service that has not told of its readers by then hangs. */
const MUTE_MS = 2_000;

/** Whether the service by which cards are reached runs, and lets us in. */
export const CARD_SERVICE_PROBE: Probe = {
  check: 'card-service',
  async run({ machine }) {
    const asked = machine.readers().then(
      () => 'well' as const,
      (thrown: unknown) => thrown,
    );
    const outcome = await Promise.race([asked, silence(MUTE_MS * machine.patience)]);
    if (outcome === 'well') return [];
    if (outcome === 'mute') return [{ code: 'card-service-mute' }];
    if (!(outcome instanceof WardkeyError)) throw outcome;
    return troubleOf(outcome, machine);
  },
};

function silence(ms: number): Promise<'mute'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('mute'), ms).unref();
  });
}

async function troubleOf(error: WardkeyError, machine: Machine): Promise<readonly Finding[]> {
  const { returnCode: status = '' } = error.facts;
  switch (error.code) {
    case 'pcsc-service-stopped':
      if (await isAbsent(machine)) return [{ code: 'card-service-absent' }];
      // pcsc-lite's library does not tell a socket that is shut to it from one that is not there.
      if (await isShut(join(machine.root, SOCKET))) return [{ code: 'card-service-denied' }];
      // One that runs and cannot be reached has lost its socket, or has hung up on us.
      return (await isRunning(machine))
        ? [{ code: 'card-service-mute' }]
        : [{ code: 'card-service-stopped' }];
    case 'pcsc-denied':
      return [{ code: 'card-service-denied' }];
    case 'pcsc-library-missing':
      return [{ code: 'card-library-missing' }];
    default:
      return [{ code: 'unanswered-system', facts: { check: 'card-service', status } }];
  }
}

async function isAbsent({ platform, root }: Machine): Promise<boolean> {
  if (platform !== 'linux') return false;
  const found = await Promise.all(SERVICE_PLACES.map((place) => isThere(join(root, place))));
  return !found.includes(true);
}

/** By its own word: another pcscd, as some programs bring along, is not the system's. */
async function isRunning({ root }: Machine): Promise<boolean> {
  const pid = (await textOf(join(root, 'run/pcscd/pcscd.pid')))?.trim() ?? '';
  if (!/^\d+$/.test(pid)) return false;
  return (await textOf(join(root, 'proc', pid, 'comm')))?.trim() === 'pcscd';
}
