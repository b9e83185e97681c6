import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { HID_ERROR } from '../../../shared/errors/ctap-hid-errors.ts';
import { type ErrorFacts, WardkeyError } from '../../../shared/errors/wardkey-error.ts';

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(HID_ERROR).map(([name, code]) => [code, name]),
);

/** What an ERROR means that ends an exchange (CTAP 2.1 §11.2.9.1.6). All others break the rules. */
const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [HID_ERROR.INVALID_CMD, 'key-lacks-command'],
  [HID_ERROR.INVALID_PAR, 'key-misunderstood'],
  [HID_ERROR.INVALID_LEN, 'key-request-too-large'],
  // Packets were lost, or those of another program came between.
  [HID_ERROR.INVALID_SEQ, 'device-busy'],
  [HID_ERROR.MSG_TIMEOUT, 'device-mute'],
  [HID_ERROR.CHANNEL_BUSY, 'device-busy'],
  // Another channel has locked the device, or taken ours, each time that we asked for a new one.
  [HID_ERROR.LOCK_REQUIRED, 'device-busy'],
  [HID_ERROR.INVALID_CHANNEL, 'device-busy'],
  [HID_ERROR.OTHER, 'key-refused'],
]);

/**
 * The error for an ERROR message. Its facts are `hidError`, the number that went over the wire, and
 * `hidErrorName`, the specification's name or the number once more, beside those given.
 */
export function hidError(code: number, facts: ErrorFacts = {}): WardkeyError {
  const hex = code.toString(16).padStart(2, '0');
  return new WardkeyError(CODES.get(code) ?? 'device-garbled', {
    facts: { ...facts, hidError: code, hidErrorName: NAMES.get(code) ?? `0x${hex}` },
  });
}
