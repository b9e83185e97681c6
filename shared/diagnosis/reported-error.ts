import type { ErrorCode } from '../errors/codes.ts';
import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';
import type { Wanted } from './finding-row.ts';

type Telling = Partial<Record<ErrorCode, FindingCode>>;

/** Errors that are told alike of keys and cards. */
const SEEN: Telling = {
  'bridge-missing': 'program-missing',
  'bridge-forbidden': 'program-forbidden',
  'bridge-blocked-by-policy': 'program-barred',
  'bridge-version': 'program-other-version',
  'bridge-stopped': 'program-stopped',
  'bridge-mute': 'program-mute',
  'pcsc-service-stopped': 'card-service-stopped',
  'pcsc-denied': 'card-service-denied',
  'reader-none': 'reader-none',
  'card-mute': 'card-mute',
  'card-pin-blocked': 'card-pin-locked',
};

interface Errors {
  /** Say by themselves what is wrong, where no check can see it. */
  readonly unseen: Telling;
  /** Say what is wrong at that moment; checks that come later see whether it still is. */
  readonly seen: Telling;
}

const OF_KEYS: Errors = {
  unseen: {
    'no-credential': 'no-credential',
    'pin-wrong': 'pin-wrong',
    'touch-timeout': 'not-touched',
    'tap-used': 'not-touched',
    'touch-denied': 'not-touched',
    'key-storage-full': 'key-full',
  },
  seen: {
    ...SEEN,
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
  },
};

const OF_CARDS: Errors = {
  unseen: {
    'touch-timeout': 'not-touched',
  },
  seen: {
    ...SEEN,
    'device-none': 'card-none',
    'device-removed': 'card-none',
    'device-busy': 'card-held',
    'card-lacks-key': 'certificates-none',
  },
};

function errorsOf(wanted: Wanted): Errors {
  return wanted === 'card' ? OF_CARDS : OF_KEYS;
}

/**
 * The finding that an error of this very moment names by itself, if it does.
 * @param wanted what was being used
 */
export function tellingCode(error: ErrorCode, wanted: Wanted): FindingCode | undefined {
  const { unseen, seen } = errorsOf(wanted);
  return unseen[error] ?? seen[error];
}

/** What was being used, where that is known: a try with the other thing says nothing of it. */
export function deviceFact(wanted: Wanted): { readonly device?: 'key' | 'card' } {
  return wanted === 'either' ? {} : { device: wanted };
}

/**
 * The finding that an error is of a look into a key for its sign-ins, if it is one. The check-up has
 * seen a key: that it went away meanwhile does not make that untrue.
 */
export function lookFailure(error: ErrorCode): FindingCode | undefined {
  const code = tellingCode(error, 'key');
  return code === 'key-none' ? undefined : code;
}

/**
 * The finding that an error of a sign-in is: the first of a check-up that begins with one. What the
 * checks can see for themselves is not taken from it: it may have been put right since.
 */
export function reportedFinding(error: ErrorCode, wanted: Wanted): Finding {
  const { unseen, seen } = errorsOf(wanted);
  const past = seen[error] === undefined ? 'sign-in-failed' : 'trouble-gone';
  const facts = { error, reported: true, ...deviceFact(wanted) };
  return { code: unseen[error] ?? past, facts };
}
