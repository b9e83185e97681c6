import type { Probe } from '../probe.ts';

/** Whether this computer is on a network at all. */
export const NETWORK_PROBE: Probe = {
  check: 'network',
  run: async ({ machine }) => (machine.network.hasWayOut() ? [] : [{ code: 'offline' }]),
};
