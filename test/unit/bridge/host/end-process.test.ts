import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endProcess } from '../../../../bridge/host/end-process.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';

const kill = vi.fn<() => void>();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  kill.mockReset();
});

test('a host that is closed in order ends the moment that it is', async () => {
  const { promise: closed, resolve: letGo } = Promise.withResolvers<void>();
  const ended = endProcess({ close: () => closed }, kill);
  await vi.advanceTimersByTimeAsync(100);
  expect(kill).not.toHaveBeenCalled();
  letGo();
  await ended;
  expect(kill).toHaveBeenCalledOnce();
});

test('a host that cannot be closed ends after 150 ms', async () => {
  endProcess({ close: () => new Promise(() => {}) }, kill);
  await vi.advanceTimersByTimeAsync(149);
  expect(kill).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(kill).toHaveBeenCalledOnce();
});

test('a host that fails to close ends at once, and the log says why', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await endProcess({ close: () => Promise.reject(new WardkeyError('device-removed')) }, kill);
  expect(kill).toHaveBeenCalledOnce();
  expect(written.mock.calls.join()).toContain('device-removed');
});
