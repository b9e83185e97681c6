import { join } from 'node:path';
import type { Probe } from '../probe.ts';
import { textOf } from '../system-files.ts';

/** Whether the person works on this computer from afar (sd-login(3), sessions of logind). */
export const SESSION_PROBE: Probe = {
  check: 'session',
  async run({ machine: { platform, root } }) {
    if (platform !== 'linux') return [];
    const id = (await textOf(join(root, 'proc/self/sessionid')))?.trim() ?? '';
    // A process that belongs to no session has the largest number there.
    if (!/^\d{1,9}$/.test(id)) return [];
    const session = await textOf(join(root, 'run/systemd/sessions', id));
    return session !== null && /^REMOTE=1$/m.test(session) ? [{ code: 'remote-session' }] : [];
  },
};
