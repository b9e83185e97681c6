import { expect, it } from 'vitest';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { Platform } from './platform.ts';

const SELECTION = 0x0b;

function waitingKey() {
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  return { key, platform: new Platform(key) };
}

it('waits for a touch, and says so at once and every 100 ms', async () => {
  const { key, platform } = waitingKey();
  expect(key.presence.touch()).toBe(false);
  const answer = platform.call(SELECTION);
  await expect.poll(() => key.presence.awaited).toBe(true);
  expect(platform.keepalives).toEqual(['touch-needed']);
  await expect.poll(() => platform.keepalives.length).toBeGreaterThanOrEqual(3);
  expect(key.presence.touch()).toBe(true);
  expect((await answer).status).toBe(0);
  expect(key.presence.awaited).toBe(false);
});

it('can be refused', async () => {
  const { key, platform } = waitingKey();
  key.presence.onAwaited(() => key.presence.refuse());
  expect((await platform.call(SELECTION)).status).toBe(0x27);
  key.presence.mode = 'deny';
  expect((await platform.call(SELECTION)).status).toBe(0x27);
});

it('does not wait for ever', async () => {
  const { key, platform } = waitingKey();
  expect(key.presence.timeoutMs).toBe(30_000);
  key.presence.timeoutMs = 20;
  expect((await platform.call(SELECTION)).status).toBe(0x2f);
});

it('can be cancelled, and takes the next message', async () => {
  const { key, platform } = waitingKey();
  const cancel = new AbortController();
  key.presence.onAwaited(() => cancel.abort());
  expect((await platform.call(SELECTION, undefined, cancel.signal)).status).toBe(0x2d);
  expect((await platform.call(0x04)).status).toBe(0);
});

it('tells a listener no more once it has gone', async () => {
  const { key, platform } = waitingKey();
  let told = 0;
  const end = key.presence.onAwaited(() => {
    told += 1;
    key.presence.touch();
  });
  await platform.call(SELECTION);
  end();
  key.presence.timeoutMs = 20;
  await platform.call(SELECTION);
  expect(told).toBe(1);
});

it('is busy while it waits', async () => {
  const { key, platform } = waitingKey();
  const answer = platform.call(SELECTION);
  expect((await platform.call(0x04)).status).toBe(0x06);
  key.presence.touch();
  expect((await answer).status).toBe(0);
});
