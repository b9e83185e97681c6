import type { ErrorCode } from '../../shared/errors/codes.ts';

/**
 * What status words of a card mean that is known to be a FIDO authenticator (ISO/IEC 7816-4 §5.1.3). CTAP
 * has status bytes of its own: these come from the card below the applet, or from one that mixes them up.
 */
const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [0x6581, 'key-data-damaged'],
  [0x6700, 'key-request-too-large'],
  [0x6881, 'key-lacks-command'],
  [0x6882, 'key-lacks-command'],
  [0x6883, 'key-request-too-large'],
  [0x6884, 'key-request-too-large'],
  [0x6982, 'verification-needed'],
  [0x6983, 'pin-blocked'],
  [0x6984, 'verification-expired'],
  [0x6985, 'key-not-allowed'],
  [0x6986, 'key-not-allowed'],
  [0x6a80, 'key-misunderstood'],
  [0x6a81, 'key-lacks-command'],
  [0x6a82, 'no-credential'],
  [0x6a84, 'key-storage-full'],
  [0x6a86, 'key-misunderstood'],
  [0x6a87, 'key-misunderstood'],
  [0x6a88, 'no-credential'],
  [0x6b00, 'key-misunderstood'],
  [0x6d00, 'key-lacks-command'],
  [0x6e00, 'key-lacks-command'],
  [0x6f00, 'key-refused'],
]);

/** @returns `undefined` for a status word without a meaning of its own */
export function statusWordCode(statusWord: number): ErrorCode | undefined {
  return CODES.get(statusWord);
}
