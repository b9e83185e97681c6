import type { ErrorCode } from '../errors/codes.ts';
import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

/** Errors of a sign-in that say by themselves what is wrong, where no check can see it. */
const TELLING: Partial<Record<ErrorCode, FindingCode>> = {
  'no-credential': 'no-credential',
  'pin-wrong': 'pin-wrong',
  'touch-timeout': 'not-touched',
  'touch-denied': 'not-touched',
  'key-storage-full': 'key-full',
  'proxy-held': 'proxy-held',
  'bridge-missing': 'program-missing',
  'bridge-forbidden': 'program-forbidden',
  'bridge-blocked-by-policy': 'program-barred',
  'bridge-version': 'program-other-version',
};

/** The finding that an error of a sign-in is: the first of a check-up that begins with one. */
export function reportedFinding(error: ErrorCode): Finding {
  const code = TELLING[error];
  return { code: code ?? 'sign-in-failed', facts: { error, reported: true } };
}
