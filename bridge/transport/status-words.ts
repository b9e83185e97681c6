/** Status words on which the NFC framing decides (ISO/IEC 7816-4 §5.1.3, CTAP 2.1 §11.3.7). */
export const SW = {
  OK: 0x9000,
  /** The authenticator is busy; the data is its keepalive status. */
  KEEPALIVE: 0x9100,
  WRONG_LENGTH: 0x6700,
  CHANNELS_UNSUPPORTED: 0x6881,
  SECURE_MESSAGING_UNSUPPORTED: 0x6882,
  LAST_OF_CHAIN_EXPECTED: 0x6883,
  CHAINING_UNSUPPORTED: 0x6884,
  CONDITIONS_NOT_SATISFIED: 0x6985,
  COMMAND_NOT_ALLOWED: 0x6986,
  NO_APPLET: 0x6999,
  FUNCTION_UNSUPPORTED: 0x6a81,
  NOT_FOUND: 0x6a82,
  WRONG_DATA: 0x6a80,
  WRONG_P1_P2: 0x6a86,
  WRONG_PARAMETERS: 0x6b00,
  INS_UNSUPPORTED: 0x6d00,
  CLA_UNSUPPORTED: 0x6e00,
} as const;

/** SW1 of "there is more: GET RESPONSE"; SW2 says how much, 0 for 256 or more. */
export const SW1_MORE = 0x61;
/** SW1 of "done, but see", which ISO cards say to a wrong PIN, with the tries left in SW2. */
export const SW1_WARNING = 0x63;
/** SW1 of "wrong Le"; SW2 says the right one. */
export const SW1_WRONG_LE = 0x6c;

const NOT_SELECTED: ReadonlySet<number> = new Set([
  SW.CONDITIONS_NOT_SATISFIED,
  SW.COMMAND_NOT_ALLOWED,
  SW.INS_UNSUPPORTED,
  SW.CLA_UNSUPPORTED,
]);
/** The same of other applets, which make of our class, instruction and parameters what they will. */
const MAYBE_UNSELECTED: ReadonlySet<number> = new Set([
  ...NOT_SELECTED,
  SW.CHANNELS_UNSUPPORTED,
  SW.SECURE_MESSAGING_UNSUPPORTED,
  SW.NO_APPLET,
  SW.FUNCTION_UNSUPPORTED,
  SW.NOT_FOUND,
  SW.WRONG_P1_P2,
  SW.WRONG_PARAMETERS,
]);
const NO_CHAINING: ReadonlySet<number> = new Set([
  SW.WRONG_LENGTH,
  SW.LAST_OF_CHAIN_EXPECTED,
  SW.CHAINING_UNSUPPORTED,
  SW.CLA_UNSUPPORTED,
]);
/** Cards that do not look for a chain take its first piece for a whole command, and a wrong one. */
const NO_PIECES: ReadonlySet<number> = new Set([
  ...NO_CHAINING,
  SW.CONDITIONS_NOT_SATISFIED,
  SW.WRONG_DATA,
  SW.WRONG_P1_P2,
  SW.INS_UNSUPPORTED,
]);
const NO_POLLING: ReadonlySet<number> = new Set([SW.WRONG_P1_P2, SW.WRONG_PARAMETERS]);

/** What cards say to a CTAP command while another applet is selected, or none. */
export function saysNotSelected(statusWord: number): boolean {
  return NOT_SELECTED.has(statusWord);
}

/**
 * What may come from another applet, which another program has selected, where ours would not say so
 * for long: reason enough to select ours and to ask once more.
 */
export function mayBeUnselected(statusWord: number): boolean {
  return MAYBE_UNSELECTED.has(statusWord);
}

/** What cards that cannot chain say to the first command of a chain. */
export function saysNoChaining(statusWord: number): boolean {
  return NO_CHAINING.has(statusWord);
}

/** What cards say to the first piece of a command of ISO 7816, where they take it in one piece only. */
export function saysNoPieces(statusWord: number): boolean {
  return NO_PIECES.has(statusWord);
}

/** What cards that do not know "the platform can poll" (P1 = 80) say to it. */
export function saysNoPolling(statusWord: number): boolean {
  return NO_POLLING.has(statusWord);
}

/** What cards say to a GET RESPONSE whose class byte is not theirs. */
export function refusesGetResponse(statusWord: number): boolean {
  return statusWord === SW.CLA_UNSUPPORTED || statusWord === SW.INS_UNSUPPORTED;
}
