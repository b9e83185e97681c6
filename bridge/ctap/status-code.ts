import type { ErrorCode } from '../../shared/errors/codes.ts';
import { COMMAND } from './command-byte.ts';
import { STATUS } from './status-byte.ts';

type Codes = ReadonlyMap<number, ErrorCode>;

/** What a status means after any command. */
const GENERAL: Codes = new Map<number, ErrorCode>([
  [STATUS.INVALID_COMMAND, 'key-lacks-command'],
  [STATUS.INVALID_SUBCOMMAND, 'key-lacks-command'],
  [STATUS.CHANNEL_BUSY, 'device-busy'],
  [STATUS.FP_DATABASE_FULL, 'fingerprint-storage-full'],
  [STATUS.LARGE_BLOB_STORAGE_FULL, 'key-data-full'],
  [STATUS.CREDENTIAL_EXCLUDED, 'credential-excluded'],
  [STATUS.UNSUPPORTED_ALGORITHM, 'algorithm-unsupported'],
  [STATUS.OPERATION_DENIED, 'touch-denied'],
  [STATUS.KEY_STORE_FULL, 'key-storage-full'],
  [STATUS.KEEPALIVE_CANCEL, 'ceremony-cancelled'],
  [STATUS.NO_CREDENTIALS, 'no-credential'],
  [STATUS.USER_ACTION_TIMEOUT, 'touch-timeout'],
  [STATUS.ACTION_TIMEOUT, 'touch-timeout'],
  [STATUS.PIN_INVALID, 'pin-wrong'],
  [STATUS.PIN_BLOCKED, 'pin-blocked'],
  [STATUS.PIN_AUTH_BLOCKED, 'pin-replug'],
  [STATUS.PIN_NOT_SET, 'pin-not-set'],
  [STATUS.UV_BLOCKED, 'fingerprint-blocked'],
  [STATUS.UV_INVALID, 'fingerprint-wrong'],
]);

/** What the same status means after one command alone. */
const SPECIAL: ReadonlyMap<number, Codes> = new Map<number, Codes>([
  // An allow list that names nothing of the key's, as some keys say it (CTAP 2.1 §6.2.2).
  [COMMAND.getAssertion, new Map([[STATUS.INVALID_CREDENTIAL, 'no-credential']])],
  // The rules for a new PIN (§6.5.5.5); a token's refusal is told apart by its caller.
  [COMMAND.clientPin, new Map([[STATUS.PIN_POLICY_VIOLATION, 'pin-too-simple']])],
  // More than 10 seconds after power-up (§6.6).
  [COMMAND.reset, new Map([[STATUS.NOT_ALLOWED, 'reset-too-late']])],
]);

/** The code for a status byte other than OK, after this command. */
export function statusCode(command: number, status: number): ErrorCode {
  return SPECIAL.get(command)?.get(status) ?? GENERAL.get(status) ?? 'key-refused';
}
