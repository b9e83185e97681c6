import type { ErrorCode } from '../errors/codes.ts';
import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

type Telling = Partial<Record<ErrorCode, FindingCode>>;

/** Errors of a sign-in that say by themselves what is wrong, where no check can see it. */
const UNSEEN: Telling = {
  'no-credential': 'no-credential',
  'pin-wrong': 'pin-wrong',
  'touch-timeout': 'not-touched',
  'tap-used': 'not-touched',
  'touch-denied': 'not-touched',
  'key-storage-full': 'key-full',
};

/** Errors that say what is wrong at that moment; checks that come later see whether it still is. */
const SEEN: Telling = {
  'bridge-missing': 'program-missing',
  'bridge-forbidden': 'program-forbidden',
  'bridge-blocked-by-policy': 'program-barred',
  'bridge-version': 'program-other-version',
  'bridge-stopped': 'program-stopped',
  'bridge-mute': 'program-mute',
  'proxy-held': 'proxy-held',
  'device-none': 'key-none',
  'device-removed': 'key-none',
  'device-mute': 'key-mute',
  'device-busy': 'key-held',
  'hid-no-rule': 'key-no-rule',
  'hid-no-seat': 'key-no-seat',
  'pin-blocked': 'pin-blocked',
  'pin-replug': 'pin-replug',
  'pin-not-set': 'pin-not-set',
  'pin-change-required': 'pin-change-needed',
  'fingerprint-blocked': 'fingerprint-blocked',
  'pcsc-service-stopped': 'card-service-stopped',
  'pcsc-denied': 'card-service-denied',
  'reader-none': 'reader-none',
  'card-mute': 'card-mute',
  'card-pin-blocked': 'card-pin-locked',
};

/** The finding that an error of this very moment names by itself, if it does. */
export function tellingCode(error: ErrorCode): FindingCode | undefined {
  return UNSEEN[error] ?? SEEN[error];
}

/**
 * The finding that an error of a sign-in is: the first of a check-up that begins with one. What the
 * checks can see for themselves is not taken from it: it may have been put right since.
 */
export function reportedFinding(error: ErrorCode): Finding {
  const past = SEEN[error] === undefined ? 'sign-in-failed' : 'trouble-gone';
  return { code: UNSEEN[error] ?? past, facts: { error, reported: true } };
}
