import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { ColdJob, ColdPeer, Invocation } from './cold-peer.ts';
import { ask, checkAaguid, madeOf, SessionLine, signedOf } from './session-line.ts';

const SCRIPT = fileURLToPath(new URL('python_session.py', import.meta.url));

/** The command of a session, which a script for one thing is too. */
export function pythonSession(way: string, rpId: string): [string, ...string[]] {
  return ['/usr/bin/python3', SCRIPT, way, rpId];
}

function invocation<T>(
  { device, rpId }: ColdJob,
  line: string,
  read: (answer: SessionLine) => T,
): Invocation<T> {
  return {
    command: pythonSession(device.way === 'hid' ? 'hid' : device.name, rpId),
    input: `${line}\n`,
    read: (output) =>
      read(v.parse(SessionLine, JSON.parse(output.trim().split('\n').at(-1) ?? ''))),
  };
}

/** A script over python3-fido2, which has no commands of its own. */
export const pythonScript: ColdPeer = {
  name: 'python3-fido2',
  info: async (job) =>
    invocation(job, ask.info(), (answer) => checkAaguid(answer, job.device.key.model.aaguid)),
  create: async (job) => invocation(job, ask.create(job.challenge, job.pin), madeOf),
  get: async (job) =>
    invocation(job, ask.get(job.challenge, job.pin, [job.credential.id]), signedOf),
};
