import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { HEAD_BYTES, INITIALIZATION_BIT, MAX_CONTINUATIONS } from './protocol.ts';

/** A message (CTAP 2.1 §11.2.4): what the packets of one request or one answer make up. */
export interface HidMessage {
  /** 32 bits. */
  readonly channel: number;
  /** Without the bit that marks an initialization packet. */
  readonly command: number;
  readonly payload: Uint8Array;
}

/**
 * The longest payload, in bytes, for reports of a length: 7,609 for 64 (CTAP 2.1 §11.2.4).
 * @param reportBytes 8 to 64
 */
export function maxPayload(reportBytes: number): number {
  const { initialization, continuation } = HEAD_BYTES;
  return reportBytes - initialization + MAX_CONTINUATIONS * (reportBytes - continuation);
}

/**
 * Cuts a message into packets (CTAP 2.1 §11.2.4): channel (4), command (1), length of the payload
 * (2, big-endian) and data first; then channel (4), sequence number (1) and data.
 * @returns at least one packet of `reportBytes` each, filled up with zeroes
 * @throws WardkeyError `internal` for a payload beyond {@link maxPayload}
 */
export function packetsOf(
  { channel, command, payload }: HidMessage,
  reportBytes: number,
): readonly Uint8Array[] {
  if (payload.length > maxPayload(reportBytes)) {
    throw new WardkeyError('internal', { facts: { reason: 'hid-message-too-long' } });
  }
  const first = packet(channel, reportBytes);
  first.setUint8(4, command | INITIALIZATION_BIT);
  first.setUint16(5, payload.length);
  const packets = [bytesOf(first)];
  bytesOf(first).set(payload.subarray(0, reportBytes - HEAD_BYTES.initialization), 7);
  const room = reportBytes - HEAD_BYTES.continuation;
  for (let at = reportBytes - HEAD_BYTES.initialization; at < payload.length; at += room) {
    const next = packet(channel, reportBytes);
    next.setUint8(4, packets.length - 1);
    bytesOf(next).set(payload.subarray(at, at + room), HEAD_BYTES.continuation);
    packets.push(bytesOf(next));
  }
  return packets;
}

function packet(channel: number, reportBytes: number): DataView {
  const view = new DataView(new ArrayBuffer(reportBytes));
  view.setUint32(0, channel);
  return view;
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer);
}
