/**
 * Whether an answer to reset was made up by a contactless reader: PC/SC part 3 §3.1.3.2.3 gives
 * cards at a contactless reader the ATR 3B 8n 80 01 and what the card says of itself.
 */
export function isContactless(atr: Uint8Array): boolean {
  const [ts, t0 = 0, td1, td2] = atr;
  return ts === 0x3b && (t0 & 0xf0) === 0x80 && td1 === 0x80 && td2 === 0x01;
}
