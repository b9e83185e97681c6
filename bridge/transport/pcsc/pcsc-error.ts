import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { type ErrorFacts, WardkeyError } from '../../../shared/errors/wardkey-error.ts';

/** Return codes of PC/SC on which Wardkey decides (pcsclite.h, winerror.h: the same numbers). */
export const RETURN_CODE = {
  CANCELLED: 0x80100002,
  INVALID_HANDLE: 0x80100003,
  INSUFFICIENT_BUFFER: 0x80100008,
  UNKNOWN_READER: 0x80100009,
  TIMEOUT: 0x8010000a,
  SHARING_VIOLATION: 0x8010000b,
  NO_SMARTCARD: 0x8010000c,
  PROTO_MISMATCH: 0x8010000f,
  SYSTEM_CANCELLED: 0x80100012,
  COMM_ERROR: 0x80100013,
  NOT_TRANSACTED: 0x80100016,
  READER_UNAVAILABLE: 0x80100017,
  NO_SERVICE: 0x8010001d,
  SERVICE_STOPPED: 0x8010001e,
  NO_ACCESS: 0x80100027,
  NO_READERS_AVAILABLE: 0x8010002e,
  COMM_DATA_LOST: 0x8010002f,
  SERVER_TOO_BUSY: 0x80100031,
  UNSUPPORTED_CARD: 0x80100065,
  UNRESPONSIVE_CARD: 0x80100066,
  UNPOWERED_CARD: 0x80100067,
  RESET_CARD: 0x80100068,
  REMOVED_CARD: 0x80100069,
  SECURITY_VIOLATION: 0x8010006a,
} as const;

/** A PC/SC function that did not return SCARD_S_SUCCESS. Stays inside this folder. */
export class PcscError extends Error {
  override readonly name = 'PcscError';
  readonly call: string;
  readonly returnCode: number;

  constructor(call: string, returnCode: number) {
    super(`${call} returned 0x${hex(returnCode)}`);
    this.call = call;
    this.returnCode = returnCode;
  }
}

const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [RETURN_CODE.NO_SERVICE, 'pcsc-service-stopped'],
  [RETURN_CODE.SERVICE_STOPPED, 'pcsc-service-stopped'],
  // What pcsc-lite's client makes of a service that dies while it waits for an answer.
  [RETURN_CODE.COMM_ERROR, 'pcsc-service-stopped'],
  [RETURN_CODE.INVALID_HANDLE, 'pcsc-service-stopped'],
  [RETURN_CODE.SYSTEM_CANCELLED, 'pcsc-service-stopped'],
  [RETURN_CODE.SECURITY_VIOLATION, 'pcsc-denied'],
  [RETURN_CODE.NO_ACCESS, 'device-restricted'],
  [RETURN_CODE.SHARING_VIOLATION, 'device-busy'],
  [RETURN_CODE.SERVER_TOO_BUSY, 'device-busy'],
  [RETURN_CODE.RESET_CARD, 'device-busy'],
  [RETURN_CODE.REMOVED_CARD, 'device-removed'],
  [RETURN_CODE.NO_SMARTCARD, 'device-removed'],
  [RETURN_CODE.UNKNOWN_READER, 'device-removed'],
  [RETURN_CODE.READER_UNAVAILABLE, 'device-removed'],
  [RETURN_CODE.NO_READERS_AVAILABLE, 'device-removed'],
  [RETURN_CODE.UNRESPONSIVE_CARD, 'card-mute'],
  [RETURN_CODE.UNSUPPORTED_CARD, 'card-mute'],
  [RETURN_CODE.UNPOWERED_CARD, 'card-mute'],
  [RETURN_CODE.TIMEOUT, 'device-mute'],
  [RETURN_CODE.NOT_TRANSACTED, 'device-mute'],
  [RETURN_CODE.COMM_DATA_LOST, 'device-mute'],
  [RETURN_CODE.PROTO_MISMATCH, 'device-not-fido'],
]);

/** A thrown {@link PcscError} as the error that the rest of Wardkey knows; others stay as they are. */
export function fromPcsc(thrown: unknown, facts: ErrorFacts = {}): unknown {
  if (!(thrown instanceof PcscError)) return thrown;
  return new WardkeyError(CODES.get(thrown.returnCode) ?? 'pcsc-failed', {
    cause: thrown,
    facts: { ...facts, returnCode: hex(thrown.returnCode) },
  });
}

/** Whether something failed with one of these return codes. */
export function isReturnCode(thrown: unknown, ...codes: readonly number[]): boolean {
  return thrown instanceof PcscError && codes.includes(thrown.returnCode);
}

function hex(returnCode: number): string {
  return returnCode.toString(16).toUpperCase().padStart(8, '0');
}
