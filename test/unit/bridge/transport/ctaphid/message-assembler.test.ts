import { describe, expect, it } from 'vitest';
import {
  MessageAssembler,
  type Received,
} from '../../../../../bridge/transport/ctaphid/message-assembler.ts';
import { maxPayload, packetsOf } from '../../../../../bridge/transport/ctaphid/packets.ts';
import wire from '../../../../vectors/ctaphid-wire.json' with { type: 'json' };
import { seededRandom } from '../../ctap/random-cbor.ts';

function reportsOf(hex: string): Buffer[] {
  const bytes = Buffer.from(hex, 'hex');
  return Array.from({ length: Math.floor(bytes.length / 64) }, (_, index) =>
    bytes.subarray(index * 64, index * 64 + 64),
  );
}

/** The first whole message that comes, keepalives aside. */
function firstMessage(reports: readonly Uint8Array[]): Received | undefined {
  const channel = Buffer.from(reports[0] ?? []).readUInt32BE(0);
  const assembler = new MessageAssembler(channel, 64);
  return reports
    .map((report) => assembler.take(report))
    .find((received) => received.kind === 'message' && received.message.command !== 0x3b);
}

const WIRE: ReadonlyMap<string, string> = new Map(Object.entries(wire.reports));

/** Recorded with the packets that follow on another channel than the first. */
const MIXED = 'WIREDATA_CTAP_CBOR_ASSERT';

describe('message assembly', () => {
  it.each(Object.entries(wire.firstMessage).filter(([name]) => name !== MIXED))(
    'puts %s together as it was recorded',
    (name, expected) => {
      const received = firstMessage(reportsOf(WIRE.get(name) ?? ''));
      expect(received).toMatchObject({ kind: 'message', message: { command: 0x10 } });
      const payload = received?.kind === 'message' ? received.message.payload : [];
      expect(Buffer.from(payload).toString('hex')).toBe(expected);
    },
  );

  it('never makes one message of two channels', () => {
    expect(firstMessage(reportsOf(wire.reports[MIXED]))).toBeUndefined();
  });

  it('reads recorded answers to INIT and keepalives', () => {
    const [init] = reportsOf(wire.reports.WIREDATA_CTAP_INIT);
    expect(new MessageAssembler(0xffffffff, 64).take(init ?? new Uint8Array())).toMatchObject({
      kind: 'message',
      message: { command: 0x06, payload: { length: 17 } },
    });
    const [keepalive] = reportsOf(wire.reports.WIREDATA_CTAP_KEEPALIVE);
    expect(new MessageAssembler(0x00220002, 64).take(keepalive ?? new Uint8Array())).toMatchObject({
      message: { command: 0x3b, payload: Uint8Array.of(2) },
    });
  });

  it('passes over other channels, also between the packets of a message', () => {
    const payload = Buffer.alloc(200, 7);
    const ours = packetsOf({ channel: 1, command: 0x10, payload }, 64);
    const foreign = packetsOf({ channel: 2, command: 0x10, payload: Buffer.alloc(200, 9) }, 64);
    const assembler = new MessageAssembler(1, 64);
    const received = ours.flatMap((packet, index) => [
      assembler.take(foreign[index] ?? new Uint8Array()),
      assembler.take(packet),
    ]);
    expect(received.filter(({ kind }) => kind === 'foreign')).toHaveLength(ours.length);
    expect(received.at(-1)).toEqual({
      kind: 'message',
      message: { channel: 1, command: 0x10, payload: Uint8Array.from(payload) },
    });
  });

  it('tells a packet out of sequence and a length that cannot be, and goes on after it', () => {
    const [first, second, third] = packetsOf(
      { channel: 1, command: 0x10, payload: new Uint8Array(150) },
      64,
    );
    const assembler = new MessageAssembler(1, 64);
    const none = new Uint8Array();
    expect(assembler.take(first ?? none).kind).toBe('part');
    expect(assembler.take(third ?? none)).toEqual({ kind: 'broken', reason: 'hid-sequence' });
    expect(assembler.take(second ?? none).kind).toBe('foreign');
    const endless = Buffer.from('0000000190ffff', 'hex');
    expect(assembler.take(endless)).toEqual({ kind: 'broken', reason: 'hid-length' });
    expect(assembler.take(first ?? none).kind).toBe('part');
    expect(assembler.take(second ?? none).kind).toBe('part');
    expect(assembler.take(third ?? none).kind).toBe('message');
  });

  it('lets a message that begins end the one before', () => {
    const [first] = packetsOf({ channel: 1, command: 0x10, payload: new Uint8Array(100) }, 64);
    const [error] = packetsOf({ channel: 1, command: 0x3f, payload: Uint8Array.of(6) }, 64);
    const assembler = new MessageAssembler(1, 64);
    assembler.take(first ?? new Uint8Array());
    expect(assembler.take(error ?? new Uint8Array())).toMatchObject({ message: { command: 0x3f } });
  });

  it('takes anything without a throw, and never makes more than a message', () => {
    const random = seededRandom(0x57a4d);
    for (let round = 0; round < 20_000; round += 1) {
      const bytes = 8 + Math.floor(random() * 57);
      const assembler = new MessageAssembler(1, bytes);
      for (let step = 0; step < 4; step += 1) {
        const report = Uint8Array.from({ length: Math.floor(random() * 70) }, () =>
          Math.floor(random() * 256),
        );
        // Mostly on our channel, and often with a sequence number that fits.
        if (random() < 0.9) report.set(Uint8Array.of(0, 0, 0, 1).subarray(0, report.length));
        if (random() < 0.5 && report.length > 4) report[4] = Math.floor(random() * 3);
        const received = assembler.take(report);
        if (received.kind === 'message') {
          expect(received.message.payload.length).toBeLessThanOrEqual(maxPayload(bytes));
        }
      }
    }
  });
});
