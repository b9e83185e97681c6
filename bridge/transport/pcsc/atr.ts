/**
 * Whether an answer to reset was made up by a contactless reader: PC/SC part 3 §3.1.3.2.3 gives
 * cards at a contactless reader the ATR 3B 8n 80 01 and what the card says of itself.
 */
export function isContactless(atr: Uint8Array): boolean {
  const [ts, t0 = 0, td1, td2] = atr;
  return ts === 0x3b && (t0 & 0xf0) === 0x80 && td1 === 0x80 && td2 === 0x01;
}

/**
 * The historical bytes of an answer to reset (ISO/IEC 7816-3 §8.2): behind TS, T0 and the interface
 * bytes that T0 and each TD announce.
 * @returns at most 15 bytes; fewer than announced from an answer that is cut short
 */
export function historicalBytes(atr: Uint8Array): Uint8Array {
  const [, t0 = 0] = atr;
  let at = 2;
  let announced = t0 >> 4;
  while (announced !== 0) {
    const hasNext = (announced & 0x8) !== 0;
    at += [0x1, 0x2, 0x4, 0x8].filter((bit) => (announced & bit) !== 0).length;
    announced = hasNext ? (atr[at - 1] ?? 0) >> 4 : 0;
  }
  return atr.subarray(at, at + (t0 & 0x0f));
}

/** Of ten historical bytes those that every OpenPGP card has alike; `null` for those that differ. */
const OPENPGP_HISTORICAL = [0x00, 0x31, null, 0x73, null, 0x01, null, null, 0x90, 0x00];

/**
 * Whether an answer to reset is that of a card for OpenPGP and nothing else (OpenPGP Smart Card
 * Application 3.4 §6.1). To SELECT another applet there would take away the PIN that its owner has
 * entered for GnuPG.
 */
export function isOpenPgpOnly(atr: Uint8Array): boolean {
  const historical = historicalBytes(atr);
  return (
    historical.length === OPENPGP_HISTORICAL.length &&
    OPENPGP_HISTORICAL.every((byte, index) => byte === null || byte === historical[index])
  );
}
