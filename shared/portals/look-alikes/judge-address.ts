import type { PageMatch } from '../page-match.ts';
import { portalOf, rootedPortalOf } from '../portals.ts';
import { addressSigns } from './address-signs.ts';
import { type FormShape, formSigns } from './form-shape.ts';
import { isBelowRealDomain } from './real-domains.ts';

/** An address, in the parts that browsers give. */
export interface StrangeAddress {
  /** Lower case, ASCII, without the port. */
  readonly hostname: string;
  /** Empty for the standard one. */
  readonly port: string;
  readonly isHttps: boolean;
  /** What stands before an @, or empty. */
  readonly userInfo: string;
}

/** Microsoft's own sign-ins that are for personal accounts. */
const PERSONAL = ['login.live.com', 'account.live.com', 'signup.live.com', 'outlook.live.com'];

/**
 * Whether a page that no script of ours looks at is what it pretends to be.
 * @param shape what one look at its form found; empty where there was none
 * @param ownHosts hosts that an organisation's policy calls its own
 */
export function judgeAddress(
  address: StrangeAddress,
  shape: FormShape,
  ownHosts: readonly string[],
): PageMatch {
  const { port, isHttps, userInfo } = address;
  const rooted = rootedPortalOf(address.hostname);
  const hostname = address.hostname.replace(/\.$/, '');
  const { signs, like } = addressSigns(hostname, userInfo);
  if (rooted !== null && signs.length === 0) return nearMiss('other-host');
  const portal = portalOf(hostname);
  if (portal !== null && signs.length === 0) {
    return isHttps && port === ''
      ? { kind: 'portal', portal: portal.id, evidence: ['host'] }
      : { kind: 'near-miss', why: 'not-secure', portal: portal.id, evidence: [] };
  }
  if (ownHosts.includes(hostname)) return { kind: 'nothing' };
  if (PERSONAL.includes(hostname)) return nearMiss('personal-account');
  const forms = isBelowRealDomain(hostname) ? [] : formSigns(shape);
  const all = [...signs, ...forms];
  if (all.length > 0) return { kind: 'look-alike', signs: all, like };
  return isBelowRealDomain(hostname) ? nearMiss('other-host') : { kind: 'nothing' };
}

function nearMiss(why: 'personal-account' | 'other-host'): PageMatch {
  return { kind: 'near-miss', why, portal: null, evidence: [] };
}
