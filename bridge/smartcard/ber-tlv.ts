/** One data object of a card (ISO/IEC 7816-4 §5.2.2). */
export interface TlvObject {
  /** The tag's bytes as a number, such as 0x5fc102. */
  readonly tag: number;
  readonly value: Uint8Array;
}

export interface TlvList {
  readonly objects: readonly TlvObject[];
  /** Whether something stood there that is no data object, or one that is not whole. */
  readonly isFaulty: boolean;
}

const MAX_TAG_BYTES = 3;
const MAX_LENGTH_BYTES = 4;

/**
 * Reads data objects one after another. Cards in the field break the rules in small ways, so what
 * can be read is: padding between objects is passed over, and the last one may be cut short.
 */
export function readTlvs(bytes: Uint8Array): TlvList {
  const objects: TlvObject[] = [];
  let at = 0;
  while (at < bytes.length) {
    // ISO/IEC 7816-4 §5.2.2.1 allows 00 before, between and after; cards fill up with FF as well.
    if (bytes[at] === 0x00 || bytes[at] === 0xff) {
      at += 1;
      continue;
    }
    const head = readHead(bytes, at);
    if (head === null) return { objects, isFaulty: true };
    const end = head.start + head.length;
    objects.push({ tag: head.tag, value: bytes.subarray(head.start, end) });
    if (end > bytes.length) return { objects, isFaulty: true };
    at = end;
  }
  return { objects, isFaulty: false };
}

/** The value of the first object with a tag. */
export function tlvValue({ objects }: TlvList, tag: number): Uint8Array | undefined {
  return objects.find((object) => object.tag === tag)?.value;
}

interface Head {
  readonly tag: number;
  readonly length: number;
  /** Where the value begins. */
  readonly start: number;
}

function readHead(bytes: Uint8Array, from: number): Head | null {
  let at = from;
  let tag = bytes[at] ?? 0;
  if ((tag & 0x1f) === 0x1f) {
    do {
      at += 1;
      const next = bytes[at];
      if (next === undefined || at - from >= MAX_TAG_BYTES) return null;
      tag = tag * 256 + next;
    } while (((bytes[at] ?? 0) & 0x80) !== 0);
  }
  const first = bytes[at + 1];
  if (first === undefined) return null;
  const count = first < 0x80 ? 0 : first & 0x7f;
  // 0x80 begins a length that nobody knows, which cards must not use.
  if (first === 0x80 || count > MAX_LENGTH_BYTES) return null;
  const start = at + 2 + count;
  if (start > bytes.length) return null;
  const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, length: count === 0 ? first : length, start };
}
