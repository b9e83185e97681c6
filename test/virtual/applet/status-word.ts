/** Status words of ISO/IEC 7816-4 §5.1.3, and 9100 of CTAP 2.1 §11.3.7. */
export const SW = {
  success: 0x9000,
  /** NFCCTAP: the answer is not ready. */
  notReady: 0x9100,
  /** The low byte tells how much more there is. */
  moreData: 0x6100,
  wrongLength: 0x6700,
  conditionsNotSatisfied: 0x6985,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  instructionNotSupported: 0x6d00,
  classNotSupported: 0x6e00,
} as const;

/** Response APDU of data and status word. */
export function respond(statusWord: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([data, Uint8Array.of(statusWord >> 8, statusWord & 0xff)]);
}
