/** Commands and codes of CTAPHID (CTAP 2.1 §11.2.9), as the key's side sees them. */
export const COMMAND = {
  ping: 0x01,
  msg: 0x03,
  lock: 0x04,
  init: 0x06,
  wink: 0x08,
  cbor: 0x10,
  cancel: 0x11,
  keepalive: 0x3b,
  error: 0x3f,
} as const;

export const FAULT = {
  invalidCommand: 0x01,
  invalidParameter: 0x02,
  invalidLength: 0x03,
  invalidSequence: 0x04,
  messageTimeout: 0x05,
  channelBusy: 0x06,
  invalidChannel: 0x0b,
} as const;

export const BROADCAST = 0xffffffff;

/** One report as it comes from the platform. */
export type Packet = { readonly channel: number; readonly data: Buffer } & (
  | { readonly kind: 'first'; readonly command: number; readonly length: number }
  | { readonly kind: 'next'; readonly sequence: number }
);

export function parsePacket(report: Uint8Array): Packet {
  const bytes = Buffer.from(report);
  const channel = bytes.readUInt32BE(0);
  const head = bytes.readUInt8(4);
  return head >= 0x80
    ? {
        kind: 'first',
        channel,
        command: head - 0x80,
        length: bytes.readUInt16BE(5),
        data: bytes.subarray(7),
      }
    : { kind: 'next', channel, sequence: head, data: bytes.subarray(5) };
}

/** @returns the reports of one message, `reportBytes` each */
export function reportsOf(
  channel: number,
  command: number,
  payload: Uint8Array,
  reportBytes: number,
): Buffer[] {
  const first = Buffer.alloc(reportBytes);
  first.writeUInt32BE(channel, 0);
  first.writeUInt8(command + 0x80, 4);
  first.writeUInt16BE(payload.length, 5);
  const reports = [first];
  let at = Buffer.from(payload).copy(first, 7);
  while (at < payload.length) {
    const next = Buffer.alloc(reportBytes);
    next.writeUInt32BE(channel, 0);
    next.writeUInt8(reports.length - 1, 4);
    at += Buffer.from(payload).copy(next, 5, at);
    reports.push(next);
  }
  return reports;
}

/** The longest payload for reports of a length. */
export function longestPayload(reportBytes: number): number {
  return reportBytes - 7 + 128 * (reportBytes - 5);
}
