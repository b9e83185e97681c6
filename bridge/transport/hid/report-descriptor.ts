/** Lengths of the reports of a FIDO device, without IDs, in bytes. */
export interface ReportSizes {
  readonly inputBytes: number;
  readonly outputBytes: number;
}

/** The usage page of FIDO and its one usage, an authenticator (CTAP 2.1 §11.2.8.2). */
export const FIDO_PAGE = 0xf1d0;
export const FIDO_USAGE = 0x01;

/** A packet needs its head and one byte; more than a full-speed USB packet there never is. */
export const REPORT_BYTES = { min: 8, max: 64 } as const;

/** Item tags with their types (HID 1.11 §6.2.2), the two bits of the size left out. */
const ITEM = {
  INPUT: 0x80,
  OUTPUT: 0x90,
  COLLECTION: 0xa0,
  END_COLLECTION: 0xc0,
  USAGE_PAGE: 0x04,
  REPORT_SIZE: 0x74,
  REPORT_ID: 0x84,
  REPORT_COUNT: 0x94,
  PUSH: 0xa4,
  POP: 0xb4,
  USAGE: 0x08,
} as const;
const LONG_ITEM = 0xfe;

interface Item {
  readonly tag: number;
  readonly value: number;
}

interface Globals {
  readonly page: number;
  readonly sizeBits: number;
  readonly count: number;
}

/**
 * Reads the report descriptor of a HID interface (HID 1.11 §6.2.2), which may be cut off or senseless.
 * @returns the lengths of its reports, or `null` when it is no FIDO authenticator that could be
 *   spoken to: of another usage, with report IDs, or with reports of lengths that cannot be
 */
export function fidoReportSizes(descriptor: Uint8Array): ReportSizes | null {
  let globals: Globals = { page: 0, sizeBits: 0, count: 0 };
  const pushed: Globals[] = [];
  let usage = 0;
  let depth = 0;
  let fido = false;
  const bits = { input: 0, output: 0 };
  for (const { tag, value } of items(descriptor)) {
    switch (tag) {
      case ITEM.USAGE_PAGE:
        globals = { ...globals, page: value };
        break;
      case ITEM.REPORT_SIZE:
        globals = { ...globals, sizeBits: value };
        break;
      case ITEM.REPORT_COUNT:
        globals = { ...globals, count: value };
        break;
      case ITEM.PUSH:
        pushed.push(globals);
        break;
      case ITEM.POP:
        globals = pushed.pop() ?? globals;
        break;
      case ITEM.USAGE:
        usage = value;
        break;
      case ITEM.COLLECTION:
        if (depth === 0) fido = globals.page === FIDO_PAGE && usage === FIDO_USAGE;
        depth += 1;
        break;
      case ITEM.END_COLLECTION:
        depth -= 1;
        fido &&= depth > 0;
        break;
      case ITEM.REPORT_ID:
        if (fido) return null;
        break;
      case ITEM.INPUT:
        if (fido) bits.input += globals.sizeBits * globals.count;
        break;
      case ITEM.OUTPUT:
        if (fido) bits.output += globals.sizeBits * globals.count;
        break;
    }
    if (tag >= ITEM.INPUT && (tag & 0x0c) === 0) usage = 0;
  }
  const sizes = { inputBytes: bits.input / 8, outputBytes: bits.output / 8 };
  return isReportLength(sizes.inputBytes) && isReportLength(sizes.outputBytes) ? sizes : null;
}

function isReportLength(bytes: number): boolean {
  return Number.isInteger(bytes) && bytes >= REPORT_BYTES.min && bytes <= REPORT_BYTES.max;
}

function* items(descriptor: Uint8Array): Generator<Item> {
  for (let at = 0; at < descriptor.length; ) {
    const head = descriptor[at] ?? 0;
    if (head === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const size = (head & 3) === 3 ? 4 : head & 3;
    const data = descriptor.subarray(at + 1, at + 1 + size);
    // Little-endian; multiplied, for a shift would make 32 bits negative.
    const value = data.reduceRight((sum, byte) => sum * 256 + byte, 0);
    if (data.length === size) yield { tag: head & ~3, value };
    at += 1 + size;
  }
}
