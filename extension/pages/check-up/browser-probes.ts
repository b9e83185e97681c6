import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { browserByUserAgent, isTooOld } from '../../../shared/diagnosis/least-browsers.ts';
import { isPrivateWindow } from '../../platform/private-window.ts';

/** What the browser has not said by then it will not say. */
const ANSWER_MS = 2_000;

/** What this page can see of the browser. */
export interface BrowserSeen {
  readonly findings: readonly Finding[];
  /** Whether the browser reaches the portal, by its own way through proxies; `null` if not known. */
  readonly reachesPortal: boolean;
}

/**
 * Looks at the browser. Never rejects.
 * @param host of the portal that it is to reach
 */
export async function lookAtBrowser(host: string): Promise<BrowserSeen> {
  const [webAuthn, isPrivate, reachesPortal] = await Promise.all([
    webAuthnFindings(),
    isPrivateWindow().catch(() => false),
    reaches(host),
  ]);
  return {
    findings: [
      ...ageFindings(),
      ...webAuthn,
      ...(isPrivate ? [{ code: 'private-window' } as const] : []),
    ],
    reachesPortal,
  };
}

/** By what the browser says of itself to any page. */
function ageFindings(): readonly Finding[] {
  const known = browserByUserAgent(navigator.userAgent);
  if (known === null || !isTooOld(known.form, known.version)) return [];
  return [{ code: 'browser-old', facts: { version: known.version } }];
}

async function webAuthnFindings(): Promise<readonly Finding[]> {
  if (!isSecureContext) return [{ code: 'insecure-page' }];
  const api: Partial<typeof PublicKeyCredential> | undefined = globalThis.PublicKeyCredential;
  if (api === undefined || navigator.credentials === undefined) {
    return [{ code: 'webauthn-missing' }];
  }
  const [hasOwnKey, isConditional] = await Promise.all([
    inTime(api.isUserVerifyingPlatformAuthenticatorAvailable?.()),
    inTime(api.isConditionalMediationAvailable?.()),
  ]);
  return [
    ...(hasOwnKey === false ? [{ code: 'platform-key-missing' } as const] : []),
    ...(isConditional === false ? [{ code: 'conditional-missing' } as const] : []),
    ...(hasOwnKey === null || isConditional === null
      ? [{ code: 'unanswered-browser', facts: { check: 'webauthn' } } as const]
      : []),
  ];
}

/** @returns `null` for no answer; an error or a missing function is a no */
async function inTime(asked: Promise<boolean> | undefined): Promise<boolean | null> {
  if (asked === undefined) return false;
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_MS));
  return Promise.race([asked.catch(() => false), silence]);
}

/** Asks for nothing but an answer, without credentials; redirects are answers too. */
async function reaches(host: string): Promise<boolean> {
  try {
    await fetch(`https://${host}/`, {
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return true;
  } catch {
    return false;
  }
}
