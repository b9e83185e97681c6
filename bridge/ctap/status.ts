import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** CTAP status codes by the specification's names, without their prefix (CTAP 2.1 §8.2). */
export const STATUS = {
  OK: 0x00,
  INVALID_COMMAND: 0x01,
  INVALID_PARAMETER: 0x02,
  INVALID_LENGTH: 0x03,
  INVALID_SEQ: 0x04,
  TIMEOUT: 0x05,
  CHANNEL_BUSY: 0x06,
  LOCK_REQUIRED: 0x0a,
  INVALID_CHANNEL: 0x0b,
  CBOR_UNEXPECTED_TYPE: 0x11,
  INVALID_CBOR: 0x12,
  MISSING_PARAMETER: 0x14,
  LIMIT_EXCEEDED: 0x15,
  FP_DATABASE_FULL: 0x17,
  LARGE_BLOB_STORAGE_FULL: 0x18,
  CREDENTIAL_EXCLUDED: 0x19,
  PROCESSING: 0x21,
  INVALID_CREDENTIAL: 0x22,
  USER_ACTION_PENDING: 0x23,
  OPERATION_PENDING: 0x24,
  NO_OPERATIONS: 0x25,
  UNSUPPORTED_ALGORITHM: 0x26,
  OPERATION_DENIED: 0x27,
  KEY_STORE_FULL: 0x28,
  UNSUPPORTED_OPTION: 0x2b,
  INVALID_OPTION: 0x2c,
  KEEPALIVE_CANCEL: 0x2d,
  NO_CREDENTIALS: 0x2e,
  USER_ACTION_TIMEOUT: 0x2f,
  NOT_ALLOWED: 0x30,
  PIN_INVALID: 0x31,
  PIN_BLOCKED: 0x32,
  PIN_AUTH_INVALID: 0x33,
  PIN_AUTH_BLOCKED: 0x34,
  PIN_NOT_SET: 0x35,
  PUAT_REQUIRED: 0x36,
  PIN_POLICY_VIOLATION: 0x37,
  REQUEST_TOO_LARGE: 0x39,
  ACTION_TIMEOUT: 0x3a,
  UP_REQUIRED: 0x3b,
  UV_BLOCKED: 0x3c,
  INTEGRITY_FAILURE: 0x3d,
  INVALID_SUBCOMMAND: 0x3e,
  UV_INVALID: 0x3f,
  UNAUTHORIZED_PERMISSION: 0x40,
  OTHER: 0x7f,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(STATUS).map(([name, status]) => [status, name]),
);

const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [STATUS.CHANNEL_BUSY, 'device-busy'],
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
]);

/** The specification's name of a status byte, or its number where it has none: `0xf1`. */
export function statusName(status: number): string {
  return NAMES.get(status) ?? `0x${status.toString(16).padStart(2, '0')}`;
}

/**
 * The error for a status byte other than OK. Its facts are `command` and `status`, as the numbers
 * that went over the wire, and `statusName`.
 */
export function statusError(command: number, status: number): WardkeyError {
  return new WardkeyError(CODES.get(status) ?? 'key-refused', {
    facts: { command, status, statusName: statusName(status) },
  });
}

/** The status byte that an error came from, if it came from one. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof WardkeyError)) return undefined;
  const status = error.facts['status'];
  return typeof status === 'number' ? status : undefined;
}
