import { getDomain } from 'tldts';

/**
 * The registrable domain of a host: its public suffix and one label more (HTML, "obtain a
 * registrable domain"). The private section of the public suffix list counts, so that two
 * customers of one hosting company never share an RP ID.
 * @param host lower case, in ASCII (punycode) form, neither an IP address nor with a port
 * @returns `null` where the host is itself a public suffix
 */
export function registrableDomain(host: string): string | null {
  return getDomain(host, {
    allowPrivateDomains: true,
    detectIp: false,
    extractHostname: false,
    validateHostname: false,
  });
}
