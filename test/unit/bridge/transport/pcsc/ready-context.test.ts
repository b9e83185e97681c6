import { expect, test, vi } from 'vitest';
import type { PcscContext } from '../../../../../bridge/transport/pcsc/pcsc-library.ts';
import { ReadyContext } from '../../../../../bridge/transport/pcsc/ready-context.ts';

const unused = () => Promise.reject(new Error('not in these tests'));

function context(release: () => Promise<void> = async () => undefined) {
  const released = vi.fn(release);
  const made: PcscContext = {
    listReaders: unused,
    waitForChange: unused,
    cancelWait: unused,
    connect: unused,
    release: released,
  };
  return { made, released };
}

test('what was kept is taken once, and not released', async () => {
  const ready = new ReadyContext();
  const { made, released } = context();
  await ready.keep(made);
  expect(ready.take()).toBe(made);
  expect(ready.take()).toBeNull();
  await ready.end();
  expect(released).not.toHaveBeenCalled();
});

test('a second one takes the place of the first, which is released', async () => {
  const ready = new ReadyContext();
  const [first, second] = [context(), context()];
  await ready.keep(first.made);
  await ready.keep(second.made);
  expect(first.released).toHaveBeenCalledOnce();
  expect(ready.take()).toBe(second.made);
});

test('after the end nothing is kept, also what comes back only then', async () => {
  const ready = new ReadyContext();
  const [first, late] = [context(), context()];
  await ready.keep(first.made);
  await ready.end();
  await ready.keep(late.made);
  expect(first.released).toHaveBeenCalledOnce();
  expect(late.released).toHaveBeenCalledOnce();
  expect(ready.take()).toBeNull();
});

test('a service that does not release holds up nobody for more than a second', async () => {
  vi.useFakeTimers();
  try {
    const ready = new ReadyContext();
    await ready.keep(context(() => new Promise(() => undefined)).made);
    await Promise.all([ready.end(), vi.advanceTimersByTimeAsync(1_000)]);
  } finally {
    vi.useRealTimers();
  }
});
