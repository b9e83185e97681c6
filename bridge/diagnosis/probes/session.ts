import type { Probe } from '../probe.ts';
import { isSessionRemote } from '../remote-desktop.ts';

/** Whether the person works on this computer from afar. */
export const SESSION_PROBE: Probe = {
  check: 'session',
  async run({ machine: { platform, root } }) {
    const isRemote = platform === 'linux' && (await isSessionRemote(root));
    return isRemote ? [{ code: 'remote-session' }] : [];
  },
};
