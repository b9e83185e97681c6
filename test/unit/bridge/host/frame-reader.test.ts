import { endianness } from 'node:os';
import { expect, test } from 'vitest';
import { frame } from '../../../../bridge/host/frame.ts';
import { FrameReader } from '../../../../bridge/host/frame-reader.ts';
import { MAX_MESSAGE_BYTES } from '../../../../shared/rpc/limits.ts';

/** The longest message that Chromium and Firefox send to a native messaging host. */
const BROWSERS_CAP_BYTES = 64 * 1024 * 1024;

type Seen = { message: string } | { tooLarge: number } | 'broken';

function reader() {
  const seen: Seen[] = [];
  const frames = new FrameReader({
    onMessage: (message) => seen.push({ message: Buffer.from(message).toString('utf8') }),
    onTooLarge: (bytes) => seen.push({ tooLarge: bytes }),
    onBroken: () => seen.push('broken'),
  });
  return { frames, seen };
}

function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  if (endianness() === 'LE') {
    bytes.writeUInt32LE(length);
  } else {
    bytes.writeUInt32BE(length);
  }
  return bytes;
}

function raw(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  return Buffer.concat([header(body.length), body]);
}

test('two messages arrive whole wherever the stream is cut in two', () => {
  const stream = Buffer.concat([raw('{"a":"Dŵr"}'), raw('[]')]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const { frames, seen } = reader();
    frames.push(stream.subarray(0, cut));
    frames.push(stream.subarray(cut));
    expect(seen).toEqual([{ message: '{"a":"Dŵr"}' }, { message: '[]' }]);
  }
});

test('messages of many sizes arrive byte by byte', () => {
  for (const size of [0, 1, 2, 3, 4, 5, 255, 256, 4095]) {
    const { frames, seen } = reader();
    for (const byte of raw('x'.repeat(size))) {
      frames.push(Uint8Array.of(byte));
    }
    expect(seen).toEqual([{ message: 'x'.repeat(size) }]);
  }
});

test('a message of exactly the cap is taken', () => {
  const { frames, seen } = reader();
  frames.push(raw('x'.repeat(MAX_MESSAGE_BYTES)));
  expect(seen).toEqual([{ message: 'x'.repeat(MAX_MESSAGE_BYTES) }]);
});

test('a message above the cap is read past, and the next one is taken', () => {
  const { frames, seen } = reader();
  const length = 2 * 1024 * 1024;
  frames.push(header(length));
  const chunk = Buffer.alloc(60_001, 'x');
  for (let left = length; left > 0; left -= chunk.length) {
    frames.push(chunk.subarray(0, Math.min(left, chunk.length)));
  }
  frames.push(raw('next'));
  expect(seen).toEqual([{ tooLarge: length }, { message: 'next' }]);
});

test('nothing is allocated for a message above the cap', () => {
  const before = process.memoryUsage().arrayBuffers;
  const readers = Array.from({ length: 50 }, () => {
    const { frames } = reader();
    frames.push(header(BROWSERS_CAP_BYTES));
    return frames;
  });
  expect(readers).toHaveLength(50);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(BROWSERS_CAP_BYTES);
});

test('a length that no browser sends ends the reading', () => {
  const { frames, seen } = reader();
  frames.push(Buffer.concat([header(BROWSERS_CAP_BYTES + 1), raw('never')]));
  frames.push(raw('never'));
  expect(seen).toEqual(['broken']);
});

test('what is framed can be read again, and what is above the cap is not framed', () => {
  const { frames, seen } = reader();
  frames.push(frame({ says: 'Shwmae' }) ?? Buffer.alloc(0));
  expect(seen).toEqual([{ message: '{"says":"Shwmae"}' }]);
  expect(frame('x'.repeat(MAX_MESSAGE_BYTES - 2))).toHaveLength(MAX_MESSAGE_BYTES + 4);
  expect(frame('x'.repeat(MAX_MESSAGE_BYTES - 1))).toBeNull();
});
