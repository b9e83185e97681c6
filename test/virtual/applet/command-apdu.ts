/** A command APDU taken apart (ISO/IEC 7816-4 §5.1). */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Bytes that the answer may have; `undefined` when the command has no Le. */
  readonly le: number | undefined;
  readonly extended: boolean;
}

/** @returns `null` when the lengths do not fit together */
export function parseCommandApdu(bytes: Uint8Array): CommandApdu | null {
  const [cla, ins, p1, p2, first] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  const header = { cla, ins, p1, p2 };
  const none = new Uint8Array();
  if (first === undefined) return { ...header, data: none, le: undefined, extended: false };
  if (bytes.length === 5) return { ...header, data: none, le: first || 256, extended: false };
  const extended = first === 0;
  const lengthBytes = extended ? 3 : 1;
  if (bytes.length < 4 + lengthBytes) return null;
  const length = extended ? uint16(bytes, 5) : first;
  if (extended && bytes.length === 7) {
    return { ...header, data: none, le: length || 65_536, extended };
  }
  const end = 4 + lengthBytes + length;
  const leBytes = bytes.length - end;
  if (length === 0 || (leBytes !== 0 && leBytes !== (extended ? 2 : 1))) return null;
  const data = Uint8Array.from(bytes.subarray(4 + lengthBytes, end));
  if (leBytes === 0) return { ...header, data, le: undefined, extended };
  const le = extended ? uint16(bytes, end) || 65_536 : (bytes[end] ?? 0) || 256;
  return { ...header, data, le, extended };
}

function uint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
