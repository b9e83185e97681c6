import { expect, test, vi } from 'vitest';
import { touchAwaited } from '../../kit/touch.ts';
import { UserPresence } from '../../virtual/presence.ts';

const exchange = { signal: new AbortController().signal, onKeepalive: () => undefined };

test('waits until the key blinks', async () => {
  const presence = new UserPresence();
  presence.mode = 'wait';
  const awaited = touchAwaited(presence).then(() => presence.touch());
  await presence.collect(exchange);
  expect(await awaited).toBe(true);
});

test('gives up on a key that never blinks', async () => {
  vi.useFakeTimers();
  try {
    const given = expect(touchAwaited(new UserPresence())).rejects.toThrow('asked for no touch');
    await vi.advanceTimersByTimeAsync(30_000);
    await given;
  } finally {
    vi.useRealTimers();
  }
});
