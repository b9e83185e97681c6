import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { getCACertificates, rootCertificates } from 'node:tls';

/** What a check-up needs of the network. Tests hand in one that ends on this machine. */
export interface Network {
  /** Whether there is any way out of this machine. */
  hasWayOut(): boolean;
  /** The address of a host. Rejects for a name that nobody knows. */
  addressOf(host: string): Promise<string>;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** PEM certificates that the world trusts. */
  readonly publicRoots: readonly string[];
  /** PEM certificates that this machine trusts, by its administrator's wish too. */
  machineRoots(): readonly string[];
}

/** The network that this machine is on. */
export const systemNetwork: Network = {
  hasWayOut: () =>
    Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some(({ internal }) => !internal),
    ),
  addressOf: async (host) => (await lookup(host)).address,
  httpPort: 80,
  httpsPort: 443,
  publicRoots: rootCertificates,
  machineRoots: () => getCACertificates('system'),
};
