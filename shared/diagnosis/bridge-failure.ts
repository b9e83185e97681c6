import type { ErrorCode } from '../errors/codes.ts';
import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

const FAILURES: Partial<Record<ErrorCode, FindingCode>> = {
  'bridge-missing': 'program-missing',
  'bridge-forbidden': 'program-forbidden',
  'caller-not-allowed': 'program-forbidden',
  'bridge-blocked-by-policy': 'program-barred',
  'bridge-version': 'program-other-version',
  // A bridge from before there was a check-up.
  'method-unknown': 'program-other-version',
  'bridge-mute': 'program-mute',
  'bridge-stopped': 'program-stopped',
  'bridge-garbled': 'program-stopped',
};

/** What it says of the bridge that a check-up could not be run there. */
export function bridgeFailure(error: ErrorCode): Finding {
  return { code: FAILURES[error] ?? 'unanswered-bridge', facts: { error } };
}
