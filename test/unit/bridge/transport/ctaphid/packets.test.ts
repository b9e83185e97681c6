import { describe, expect, it } from 'vitest';
import { maxPayload, packetsOf } from '../../../../../bridge/transport/ctaphid/packets.ts';
import { codeOf } from '../../../../rig/code-of.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('packets', () => {
  it('begin with channel, command and length, and go on with sequence numbers', () => {
    const payload = Uint8Array.from({ length: 10 }, (_, index) => index + 1);
    const packets = packetsOf({ channel: 0x00220002, command: 0x10, payload }, 10);
    expect(packets.map(hex)).toEqual([
      '0022000290000a010203',
      '00220002000405060708',
      '0022000201090a000000',
    ]);
  });

  it('of an empty message are one', () => {
    const packets = packetsOf({ channel: 1, command: 0x11, payload: new Uint8Array() }, 64);
    expect(packets.map(hex)).toEqual([`00000001910000${'00'.repeat(57)}`]);
  });

  it('hold 7,609 bytes at most, in 129 reports of 64', () => {
    expect(maxPayload(64)).toBe(7609);
    const send = (length: number) =>
      packetsOf({ channel: 1, command: 0x10, payload: new Uint8Array(length) }, 64);
    expect(send(7609)).toHaveLength(129);
    expect(send(7609).at(-1)?.[4]).toBe(0x7f);
    expect(codeOf(() => send(7610))).toBe('internal');
  });
});
