/** Status words of ISO/IEC 7816-4 §5.1.3, and 9100 of CTAP 2.1 §11.3.7. */
export const SW = {
  success: 0x9000,
  /** NFCCTAP: the answer is not ready. */
  notReady: 0x9100,
  /** The low byte tells how much more there is. */
  moreData: 0x6100,
  /** The low digit tells how many tries are left. */
  wrongReference: 0x63c0,
  wrongLength: 0x6700,
  securityNotSatisfied: 0x6982,
  blocked: 0x6983,
  conditionsNotSatisfied: 0x6985,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  /** The low byte tells the right Le. */
  wrongLe: 0x6c00,
  instructionNotSupported: 0x6d00,
  classNotSupported: 0x6e00,
} as const;

/** Response APDU of data and status word. */
export function respond(statusWord: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([data, Uint8Array.of(statusWord >> 8, statusWord & 0xff)]);
}
