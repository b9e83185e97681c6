import { expect, it } from 'vitest';
import { parseInitResponse } from '../../../../../bridge/transport/ctaphid/init-response.ts';
import { codeOf } from '../../../../rig/code-of.ts';
import wire from '../../../../vectors/ctaphid-wire.json' with { type: 'json' };

const PAYLOAD = Buffer.from(wire.reports.WIREDATA_CTAP_INIT, 'hex').subarray(7, 24);
const NONCE = PAYLOAD.subarray(0, 8);

function withChannel(channel: number): Buffer {
  const payload = Buffer.from(PAYLOAD);
  payload.writeUInt32BE(channel, 8);
  return payload;
}

it('is read as a real key sent it', () => {
  expect(parseInitResponse(PAYLOAD, NONCE)).toEqual({
    channel: 0x00220002,
    protocolVersion: 2,
    deviceVersion: [5, 2, 1],
    wink: true,
    cbor: true,
    msg: true,
  });
});

it('is read also when a later protocol has added to it', () => {
  const longer = Buffer.concat([PAYLOAD, Buffer.of(1, 2, 3)]);
  expect(parseInitResponse(longer, NONCE)).toEqual(parseInitResponse(PAYLOAD, NONCE));
});

it('is nobody’s or somebody else’s when the nonce differs or it is too short', () => {
  expect(parseInitResponse(PAYLOAD, Buffer.alloc(8))).toBeNull();
  expect(parseInitResponse(PAYLOAD.subarray(0, 16), NONCE)).toBeNull();
});

it.each([0, 0xffffffff])('gives no channel %i', (channel) => {
  expect(codeOf(() => parseInitResponse(withChannel(channel), NONCE))).toBe('device-garbled');
});
