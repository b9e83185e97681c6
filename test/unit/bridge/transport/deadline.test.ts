import { expect, it } from 'vitest';
import { pause, within } from '../../../../bridge/transport/deadline.ts';

const timeoutError = (): Error => new Error('too late');
const endless = new Promise<never>(() => {});
const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

it('gives what the work gives', async () => {
  expect(await within(after(1, 'done'), { timeoutMs: 1_000, timeoutError })).toBe('done');
  const failed = Promise.reject(new Error('broken'));
  await expect(within(failed, { timeoutMs: 1_000, timeoutError })).rejects.toThrow('broken');
});

it('ends when the time is over', async () => {
  await expect(within(endless, { timeoutMs: 5, timeoutError })).rejects.toThrow('too late');
});

it('ends with the reason of the signal, before and during', async () => {
  const reason = new Error('cancelled');
  const patience = { timeoutMs: 5_000, timeoutError };
  const signal = AbortSignal.abort(reason);
  await expect(within(endless, { ...patience, signal })).rejects.toBe(reason);
  const later = new AbortController();
  setTimeout(() => later.abort(reason), 5);
  await expect(within(endless, { ...patience, signal: later.signal })).rejects.toBe(reason);
});

it('lets the work end by itself within the grace', async () => {
  const patience = { timeoutMs: 5_000, timeoutError, signal: AbortSignal.abort(), graceMs: 500 };
  expect(await within(after(5, 'done'), patience)).toBe('done');
});

it('pauses, and no longer than the signal lets it', async () => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 5);
  const begin = performance.now();
  // Far longer than a test may take.
  await pause(600_000, cancel.signal);
  await pause(600_000, cancel.signal);
  await pause(10, new AbortController().signal);
  expect(performance.now() - begin).toBeGreaterThan(9);
});
