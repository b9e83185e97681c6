import { expect, test } from 'vitest';
import { decodeLenient, encode } from '../../../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { parseInfo } from '../../../../bridge/ctap/get-info.ts';
import { serializeLargeBlobArray } from '../../../../bridge/ctap/large-blob-array.ts';
import { LargeBlobs } from '../../../../bridge/ctap/large-blobs.ts';
import { noSignal, ScriptedChannel } from './scripted-transport.ts';

/** Less than any platform asks for: of a key whose memory is read in blocks. */
const BLOCK_BYTES = 512;

const INFO = parseInfo(
  new Map<number, CborValue>([
    [0x01, ['FIDO_2_1']],
    [0x04, new Map([['largeBlobs', true]])],
  ]),
  [],
);

/** A key that hands out no more than a block, and behind the end nothing, or a refusal. */
function keyOfBlocks(behindTheEnd: 'nothing' | 'refusal') {
  let stored: Uint8Array = serializeLargeBlobArray([]);
  const answer = (members: CborMap): Uint8Array => {
    const [asked, set, offset] = [members.get(1), members.get(2), Number(members.get(3))];
    if (set instanceof Uint8Array) {
      stored = Buffer.concat([offset === 0 ? new Uint8Array() : stored, set]);
      return Uint8Array.of(0);
    }
    const part = stored.slice(offset, offset + Math.min(BLOCK_BYTES, Number(asked)));
    if (part.length === 0 && behindTheEnd === 'refusal') return Uint8Array.of(0x02);
    return Buffer.concat([Uint8Array.of(0), encode(new Map([[1, part]]))]);
  };
  const channel = new ScriptedChannel((message) => {
    const members = decodeLenient(message.subarray(1)).value;
    return isCborMap(members) ? answer(members) : Uint8Array.of(0x12);
  });
  return new LargeBlobs(channel, INFO, () => ({ signal: noSignal }));
}

const keyOf = (number: number) => new Uint8Array(32).fill(number);
const blobOf = (number: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (at * at * 7919 + number) % 251);

test.each(['nothing', 'refusal'] as const)(
  'the data of others stay where a key hands them out in short fragments, and behind the end %s',
  async (behindTheEnd) => {
    const blobs = keyOfBlocks(behindTheEnd);
    const lengths = [10, 700, 512, 3_000];
    for (const [number, length] of lengths.entries()) {
      await blobs.put(keyOf(number), blobOf(number, length), undefined);
    }
    for (const [number, length] of lengths.entries()) {
      expect(await blobs.get(keyOf(number))).toEqual(blobOf(number, length));
    }
    expect(await blobs.remove(keyOf(1), undefined)).toBe(true);
    expect(await blobs.get(keyOf(3))).toEqual(blobOf(3, 3_000));
  },
);

/** A key that takes and hands out less at once than its getInfo lets one think. */
function keyOfShortBreath(status: number) {
  let stored: Uint8Array = serializeLargeBlobArray([]);
  const lengths: number[] = [];
  const answer = (members: CborMap): Uint8Array => {
    const [asked, set, offset] = [members.get(1), members.get(2), Number(members.get(3))];
    const length = set instanceof Uint8Array ? set.length : Number(asked);
    lengths.push(length);
    if (length > BLOCK_BYTES) return Uint8Array.of(status);
    if (set instanceof Uint8Array) {
      stored = Buffer.concat([offset === 0 ? new Uint8Array() : stored, set]);
      return Uint8Array.of(0);
    }
    const part = stored.slice(offset, offset + length);
    return Buffer.concat([Uint8Array.of(0), encode(new Map([[1, part]]))]);
  };
  const channel = new ScriptedChannel((message) => {
    const members = decodeLenient(message.subarray(1)).value;
    return isCborMap(members) ? answer(members) : Uint8Array.of(0x12);
  });
  return { blobs: new LargeBlobs(channel, INFO, () => ({ signal: noSignal })), lengths };
}

test.each([0x03, 0x15, 0x39])(
  'asks and writes in shorter fragments once a key has found one too long, by status %i',
  async (status) => {
    const { blobs, lengths } = keyOfShortBreath(status);
    await blobs.put(keyOf(1), blobOf(1, 3_000), undefined);
    expect(await blobs.get(keyOf(1))).toEqual(blobOf(1, 3_000));
    // 1024 less the frame, once; then half of it for good.
    expect(lengths.filter((length) => length > BLOCK_BYTES)).toEqual([960]);
  },
);

test('gives up on a key that finds every fragment too long', async () => {
  let asked = 0;
  const channel = new ScriptedChannel(() => {
    asked += 1;
    return Uint8Array.of(0x03);
  });
  const blobs = new LargeBlobs(channel, INFO, () => ({ signal: noSignal }));
  await expect(blobs.get(keyOf(1))).rejects.toMatchObject({ facts: { status: 0x03 } });
  expect(asked).toBe(4);
});
