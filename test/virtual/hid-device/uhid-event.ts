/** Events of /dev/uhid (linux/uhid.h), in the machine's byte order, which is little-endian. */
export const UHID = {
  destroy: 1,
  start: 2,
  stop: 3,
  open: 4,
  close: 5,
  output: 6,
  create: 11,
  input: 12,
} as const;

/** The longest event, which is the one that creates a device. */
export const EVENT_BYTES = 4376;

const TYPE_BYTES = 4;
const MAX_DATA = 4096;
const NAME_BYTES = 128;
const BUS_USB = 3;

export interface UhidIdentity {
  readonly name: string;
  readonly vendor: number;
  readonly product: number;
  readonly reportDescriptor: Uint8Array;
}

/** struct uhid_create2_req: name, phys, uniq, sizes and numbers, the report descriptor. */
export function createEvent({ name, vendor, product, reportDescriptor }: UhidIdentity): Buffer {
  const event = Buffer.alloc(EVENT_BYTES);
  event.writeUInt32LE(UHID.create, 0);
  // One byte at least stays for the zero at its end.
  event.write(name, TYPE_BYTES, NAME_BYTES - 1, 'utf8');
  const numbers = TYPE_BYTES + NAME_BYTES + 64 + 64;
  event.writeUInt16LE(reportDescriptor.length, numbers);
  event.writeUInt16LE(BUS_USB, numbers + 2);
  event.writeUInt32LE(vendor, numbers + 4);
  event.writeUInt32LE(product, numbers + 8);
  Buffer.from(reportDescriptor).copy(event, numbers + 20);
  return event;
}

export function destroyEvent(): Buffer {
  const event = Buffer.alloc(TYPE_BYTES);
  event.writeUInt32LE(UHID.destroy, 0);
  return event;
}

/** struct uhid_input2_req: one report to the platform, without an ID. */
export function inputEvent(report: Uint8Array): Buffer {
  const event = Buffer.alloc(TYPE_BYTES + 2 + report.length);
  event.writeUInt32LE(UHID.input, 0);
  event.writeUInt16LE(report.length, TYPE_BYTES);
  Buffer.from(report).copy(event, TYPE_BYTES + 2);
  return event;
}

/** @returns the event's type, and the report without its ID when a program has sent one */
export function readEvent(event: Buffer): { readonly type: number; readonly report?: Buffer } {
  const type = event.readUInt32LE(0);
  if (type !== UHID.output) return { type };
  const size = event.readUInt16LE(TYPE_BYTES + MAX_DATA);
  // A copy: the buffer takes the next event. The ID of a device without report IDs is a zero.
  return { type, report: Buffer.from(event.subarray(TYPE_BYTES + 1, TYPE_BYTES + size)) };
}
