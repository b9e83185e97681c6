import type { ErrorCode } from '../../shared/errors/codes.ts';
import { type CommandName, commandName, namesOf } from './command-byte.ts';
import { STATUS, type StatusName } from './status-byte.ts';

/** What a status means after any command, unless it means something else after that one. */
type Meaning = Readonly<{ any: ErrorCode } & Partial<Record<CommandName, ErrorCode>>>;

/** Every status of CTAP 2.0 to 2.3 (CTAP 2.3 §8.2, and the steps of each command in §6). */
const MEANINGS: Readonly<Record<Exclude<StatusName, 'OK'>, Meaning>> = {
  INVALID_COMMAND: { any: 'key-lacks-command' },
  INVALID_PARAMETER: { any: 'key-misunderstood' },
  INVALID_LENGTH: {
    any: 'key-misunderstood',
    makeCredential: 'key-request-too-large',
    getAssertion: 'key-request-too-large',
    largeBlobs: 'key-request-too-large',
  },
  // The array was written by another program meanwhile (§6.10.2).
  INVALID_SEQ: { any: 'key-misunderstood', largeBlobs: 'device-busy' },
  // Keys exist that say this where nobody touches them.
  TIMEOUT: {
    any: 'device-mute',
    makeCredential: 'touch-timeout',
    getAssertion: 'touch-timeout',
    reset: 'touch-timeout',
    selection: 'touch-timeout',
    bioEnrollment: 'touch-timeout',
    bioEnrollmentPreview: 'touch-timeout',
  },
  CHANNEL_BUSY: { any: 'device-busy' },
  LOCK_REQUIRED: { any: 'device-busy' },
  INVALID_CHANNEL: { any: 'device-busy' },
  CBOR_UNEXPECTED_TYPE: { any: 'key-misunderstood' },
  INVALID_CBOR: { any: 'key-misunderstood' },
  MISSING_PARAMETER: { any: 'key-misunderstood' },
  LIMIT_EXCEEDED: { any: 'key-request-too-large' },
  UNSUPPORTED_EXTENSION: { any: 'key-lacks-extension' },
  FP_DATABASE_FULL: { any: 'fingerprint-storage-full' },
  LARGE_BLOB_STORAGE_FULL: { any: 'key-data-full' },
  CREDENTIAL_EXCLUDED: { any: 'credential-excluded' },
  PROCESSING: { any: 'device-busy' },
  // An allow list that names nothing of the key's, as some keys say it (§6.2.2).
  INVALID_CREDENTIAL: { any: 'no-credential', makeCredential: 'key-misunderstood' },
  USER_ACTION_PENDING: { any: 'device-busy' },
  OPERATION_PENDING: { any: 'device-busy' },
  // What had been begun is over: another program has spoken to the key meanwhile.
  NO_OPERATIONS: { any: 'device-busy' },
  UNSUPPORTED_ALGORITHM: { any: 'algorithm-unsupported' },
  // Always-UV that cannot be switched off, and the like, need no touch to be refused (§6.11).
  OPERATION_DENIED: { any: 'touch-denied', authenticatorConfig: 'key-not-allowed' },
  // The list of RP IDs that may learn the length of PINs (§6.11.4).
  KEY_STORE_FULL: { any: 'key-storage-full', authenticatorConfig: 'key-data-full' },
  NOT_BUSY: { any: 'device-busy' },
  NO_OPERATION_PENDING: { any: 'device-busy' },
  UNSUPPORTED_OPTION: { any: 'key-lacks-command' },
  // No finger is stored by that number (§6.7.6 to §6.7.8).
  INVALID_OPTION: {
    any: 'key-lacks-command',
    bioEnrollment: 'item-unknown',
    bioEnrollmentPreview: 'item-unknown',
  },
  KEEPALIVE_CANCEL: { any: 'ceremony-cancelled' },
  NO_CREDENTIALS: { any: 'no-credential' },
  USER_ACTION_TIMEOUT: { any: 'touch-timeout' },
  // More than 10 seconds after power-up (§6.6); the rest of the accounts is forgotten (§6.3).
  NOT_ALLOWED: {
    any: 'key-not-allowed',
    reset: 'reset-too-late',
    getNextAssertion: 'device-busy',
  },
  PIN_INVALID: { any: 'pin-wrong' },
  PIN_BLOCKED: { any: 'pin-blocked' },
  // There is no token yet: what key and platform agreed on is no more (§6.5.5).
  PIN_AUTH_INVALID: { any: 'verification-expired', clientPin: 'key-misunderstood' },
  PIN_AUTH_BLOCKED: { any: 'pin-replug' },
  PIN_NOT_SET: { any: 'pin-not-set' },
  PUAT_REQUIRED: { any: 'verification-needed' },
  // A token's refusal by the rules for new PINs is told apart by its caller (§6.5.5.5, §6.11.4).
  PIN_POLICY_VIOLATION: { any: 'pin-too-simple', authenticatorConfig: 'pin-length-lower' },
  PIN_TOKEN_EXPIRED: { any: 'verification-expired' },
  REQUEST_TOO_LARGE: { any: 'key-request-too-large' },
  ACTION_TIMEOUT: { any: 'touch-timeout' },
  UP_REQUIRED: { any: 'touch-timeout' },
  UV_BLOCKED: { any: 'fingerprint-blocked' },
  INTEGRITY_FAILURE: { any: 'key-data-damaged' },
  INVALID_SUBCOMMAND: { any: 'key-lacks-command' },
  UV_INVALID: { any: 'fingerprint-wrong' },
  UNAUTHORIZED_PERMISSION: { any: 'key-not-allowed' },
  // The one that says of itself that there is no better word.
  OTHER: { any: 'key-refused' },
};

const STATUS_NAMES: ReadonlyMap<number, StatusName> = new Map(
  namesOf(STATUS).map((name) => [STATUS[name], name]),
);

/**
 * The code for a status byte other than OK, after this command. What no specification knows, and makers
 * may use as they like, is `key-refused`.
 */
export function statusCode(command: number, status: number): ErrorCode {
  const name = STATUS_NAMES.get(status);
  if (name === undefined || name === 'OK') return 'key-refused';
  const meaning = MEANINGS[name];
  const after = commandName(command);
  return (after && meaning[after]) ?? meaning.any;
}
