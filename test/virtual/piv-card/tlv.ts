/**
 * One BER-TLV data object (ISO/IEC 7816-4 §5.2.2) as a card writes it.
 * @param tag its bytes as a number, such as 0x5fc102
 */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(parts);
  return Buffer.concat([tagBytes(tag), lengthBytes(value.length), value]);
}

/** Data objects by tag, one level of them; what does not fit ends the list. */
export function tlvMembers(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const members = new Map<number, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const tagLength = ((bytes[at] ?? 0) & 0x1f) === 0x1f ? (isLong(bytes[at + 1]) ? 3 : 2) : 1;
    const tag = numberOf(bytes.subarray(at, at + tagLength));
    const first = bytes[at + tagLength] ?? 0;
    const more = first < 0x80 ? 0 : first & 0x7f;
    const start = at + tagLength + 1 + more;
    const length = more === 0 ? first : numberOf(bytes.subarray(start - more, start));
    if (start + length > bytes.length) break;
    members.set(tag, bytes.subarray(start, start + length));
    at = start + length;
  }
  return members;
}

function isLong(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0x80) !== 0;
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function tagBytes(tag: number): Uint8Array {
  const digits = tag.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length <= 0xff) return Uint8Array.of(0x81, length);
  return Uint8Array.of(0x82, length >> 8, length & 0xff);
}
