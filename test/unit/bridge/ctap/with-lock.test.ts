import { expect, test, vi } from 'vitest';
import { withLock } from '../../../../bridge/ctap/with-lock.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { codeOf, noSignal } from './scripted-transport.ts';

function channelWith(lock?: (seconds: number) => Promise<void>) {
  const exchange = () => Promise.reject(new Error('nothing is to be sent'));
  return { exchange, close: async () => {}, ...(lock && { lock }) };
}

test('a key is locked while something runs, and unlocked again', async () => {
  const lock = vi.fn(async () => {});
  const seen: number[] = [];
  const run = async () => {
    seen.push(lock.mock.calls.length);
    return 'done';
  };
  expect(await withLock(channelWith(lock), noSignal, run)).toBe('done');
  expect(seen).toEqual([1]);
  expect(lock.mock.calls.map(([seconds]: readonly unknown[]) => seconds)).toEqual([10, 0]);
});

test.each<ErrorCode>([
  'key-lacks-command',
  'key-misunderstood',
  'key-refused',
  'device-garbled',
  'device-mute',
])('a key that answers LOCK with %s is used without one', async (code) => {
  const lock = vi.fn(() => Promise.reject(new WardkeyError(code)));
  expect(await withLock(channelWith(lock), noSignal, async () => 'done')).toBe('done');
  expect(lock).toHaveBeenCalledOnce();
});

test('a way that knows no LOCK is used without one', async () => {
  expect(await withLock(channelWith(), noSignal, async () => 'done')).toBe('done');
});

test.each<ErrorCode>(['device-busy', 'device-removed'])('%s ends it', async (code) => {
  const lock = () => Promise.reject(new WardkeyError(code));
  const run = vi.fn(async () => 'done');
  expect(await codeOf(() => withLock(channelWith(lock), noSignal, run))).toBe(code);
  expect(run).not.toHaveBeenCalled();
});

test('the end of the ceremony ends it', async () => {
  const ended = AbortSignal.abort(new WardkeyError('ceremony-cancelled'));
  const lock = () => Promise.reject(new WardkeyError('device-garbled'));
  const run = vi.fn(async () => 'done');
  expect(await codeOf(() => withLock(channelWith(lock), ended, run))).toBe('ceremony-cancelled');
  expect(run).not.toHaveBeenCalled();
});
