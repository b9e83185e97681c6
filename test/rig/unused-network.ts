import type { Network } from '../../bridge/diagnosis/network.ts';

/** A network on which nothing is wrong, and on which nothing is ever sent. */
export const UNUSED_NETWORK: Network = {
  hasWayOut: () => true,
  addressOf: () => Promise.reject(new RangeError('No network on this stage')),
  httpPort: 0,
  httpsPort: 0,
  publicRoots: [],
  machineRoots: () => [],
};
