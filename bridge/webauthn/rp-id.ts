import { isIP } from 'node:net';
import type { Origin } from './origin.ts';
import { registrableDomain } from './public-suffix.ts';

/** A host name in ASCII form: labels of letters, digits, hyphens and underscores, no last dot. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/;

/**
 * Whether an origin may claim an RP ID by its own name (WebAuthn Level 3 §5.1.3 and §5.1.4; HTML, "is a
 * registrable domain suffix of or is equal to").
 */
export function isOwnRpId(rpId: string, origin: Origin): boolean {
  return isSecure(origin) && isDomain(origin.host) && mayClaim(rpId, origin.host);
}

/**
 * Whether an RP ID of another name may name an origin as related to it (WebAuthn Level 3 §5.11): an
 * RP ID that could be somebody's, and a caller in a secure context.
 */
export function mayBeRelated(rpId: string, origin: Origin): boolean {
  return (
    isSecure(origin) && isDomain(origin.host) && isDomain(rpId) && registrableDomain(rpId) !== null
  );
}

/** WebAuthn needs a secure context; of plain http only the loopback names are one (RFC 6761 §6.3). */
function isSecure({ scheme, host }: Origin): boolean {
  return scheme === 'https' || host === 'localhost' || host.endsWith('.localhost');
}

function isDomain(host: string): boolean {
  return HOST_NAME.test(host) && isIP(host) === 0;
}

/**
 * The suffix lies at or below the host's registrable domain. Asking only whether the suffix is
 * itself on the list would let `kobe.jp` through for `a.b.kobe.jp`, where the rule is `*.kobe.jp`.
 */
function mayClaim(rpId: string, host: string): boolean {
  if (rpId === host) {
    return true;
  }
  const domain = registrableDomain(host);
  return (
    domain !== null && host.endsWith(`.${rpId}`) && (rpId === domain || rpId.endsWith(`.${domain}`))
  );
}
