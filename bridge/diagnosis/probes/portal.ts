import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { portalOf } from '../../../shared/portals/portals.ts';
import type { Machine } from '../machine.ts';
import type { Probe } from '../probe.ts';
import {
  isUnknownIssuer,
  type PlainVisit,
  type SecureVisit,
  visitPlainly,
  visitSecurely,
} from '../visit.ts';

const MINUTE_MS = 60_000;
/** From here on sign-ins and certificates go wrong. */
const CLOCK_MINUTES = 5;
/** A portal that has said nothing by then cannot be reached. */
const REACH_MS = 2_000;
/** RFC 6585 §6, and RFC 9110 §15.5.8. */
const STATUS_NETWORK_SIGN_IN = 511;
const STATUS_PROXY_SIGN_IN = 407;

/** Whether the portal can be reached, and whether it is the one that answers. */
export const PORTAL_PROBE: Probe = {
  check: 'portal',
  run: async ({ machine, portal, signal }) =>
    portal === undefined ? [] : hostFindings(portal, machine, signal),
};

async function hostFindings(
  host: string,
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { network } = machine;
  const soon = AbortSignal.any([signal, AbortSignal.timeout(REACH_MS * machine.patience)]);
  if (!(await isKnown(host, machine, soon))) return [{ code: 'name-unknown', facts: { host } }];
  const [secure, plain] = await Promise.all([
    visitSecurely(host, network.publicRoots, network, soon).catch(() => null),
    visitPlainly(host, network, soon).catch(() => null),
  ]);
  signal.throwIfAborted();
  const found = secure === null ? [] : await secureFindings(secure, host, machine, soon);
  const isWell = secure !== null && secure.trouble === null;
  return [
    ...(plain !== null && isCaptive(plain, host, isWell)
      ? [{ code: 'captive-portal', facts: { host } } as const]
      : []),
    ...(secure === null ? [unreached(plain, host)] : []),
    ...found,
  ];
}

async function isKnown(host: string, { network }: Machine, signal: AbortSignal): Promise<boolean> {
  const known = network.addressOf(host).then(
    () => true,
    () => false,
  );
  const { promise: silence, resolve } = Promise.withResolvers<boolean>();
  signal.addEventListener('abort', () => resolve(false), { once: true });
  return Promise.race([known, silence]);
}

/** A network that wants a sign-in of its own answers in the portal's place. */
function isCaptive({ status, sentTo }: PlainVisit, host: string, isWell: boolean): boolean {
  if (status === STATUS_NETWORK_SIGN_IN) return true;
  if (isWell) return false;
  const isElsewhere =
    sentTo !== null && sentTo !== host && !sentTo.endsWith(`.${host}`) && portalOf(sentTo) === null;
  return isElsewhere || (status >= 200 && status < 300);
}

function unreached(plain: PlainVisit | null, host: string): Finding {
  return plain?.status === STATUS_PROXY_SIGN_IN || plain?.status === 403
    ? { code: 'proxy-refuses', facts: { host, status: plain.status } }
    : { code: 'portal-unreachable', facts: { host } };
}

async function secureFindings(
  visit: SecureVisit,
  host: string,
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { status, date } = visit;
  const certificate = await certificateFinding(visit, host, machine, signal);
  const minutes =
    date === null ? 0 : Math.round((machine.now().getTime() - date.getTime()) / MINUTE_MS);
  return [
    ...(Math.abs(minutes) > CLOCK_MINUTES
      ? [{ code: 'clock-off', facts: { minutes: Math.abs(minutes) } } as const]
      : []),
    ...(certificate === null ? [] : [certificate]),
    ...(status === STATUS_PROXY_SIGN_IN
      ? [{ code: 'proxy-refuses', facts: { host, status } } as const]
      : []),
    ...(status >= 500 ? [{ code: 'portal-failing', facts: { host, status } } as const] : []),
  ];
}

async function certificateFinding(
  { trouble, issuer }: SecureVisit,
  host: string,
  machine: Machine,
  signal: AbortSignal,
): Promise<Finding | null> {
  const facts = { host, ...(issuer === null ? {} : { program: issuer }) };
  if (trouble === null) return null;
  if (trouble === 'ERR_TLS_CERT_ALTNAME_INVALID') return { code: 'tls-wrong-name', facts };
  if (trouble === 'CERT_HAS_EXPIRED' || trouble === 'CERT_NOT_YET_VALID') {
    return { code: 'tls-out-of-date', facts };
  }
  if (!isUnknownIssuer(trouble)) return { code: 'tls-distrusted', facts };
  // What the administrator has this computer trust looks into what is sent, by their own wish.
  const { network } = machine;
  const again = await visitSecurely(host, network.machineRoots(), network, signal).catch(
    () => null,
  );
  return { code: again?.trouble === null ? 'tls-intercepted' : 'tls-distrusted', facts };
}
