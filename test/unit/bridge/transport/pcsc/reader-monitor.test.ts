import { afterEach, expect, it, vi } from 'vitest';
import { PcscError } from '../../../../../bridge/transport/pcsc/pcsc-error.ts';
import {
  type KnownState,
  type PcscContext,
  PNP_READER,
  type ReaderState,
  STATE,
} from '../../../../../bridge/transport/pcsc/pcsc-library.ts';
import { ReaderMonitor } from '../../../../../bridge/transport/pcsc/reader-monitor.ts';
import {
  unwatched,
  type WatchService,
} from '../../../../../bridge/transport/pcsc/watch-service.ts';
import type { ErrorCode } from '../../../../../shared/errors/codes.ts';
import { RETURN_CODE } from '../../../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';

const monitors: ReaderMonitor[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(monitors.splice(0).map((monitor) => monitor.stop()));
});

/** A service with so many empty readers, which notes what it is asked. */
class FakeService {
  readonly asked: (readonly KnownState[])[] = [];
  readonly #readers: readonly string[];
  /** What a wait comes to; at first an endless one. */
  wait = (_readers: readonly KnownState[]): Promise<readonly ReaderState[]> =>
    new Promise(() => {});

  constructor(readers: number) {
    this.#readers = Array.from({ length: readers }, (_value, index) => `Reader ${index}`);
  }

  readonly context: PcscContext = {
    listReaders: async () => this.#readers,
    waitForChange: async (readers) => {
      this.asked.push(readers);
      return this.wait(readers);
    },
    cancelWait: async () => {},
    connect: async () => {
      throw new PcscError('SCardConnect', RETURN_CODE.NO_SMARTCARD);
    },
    release: async () => {},
  };
}

function watch(
  establishContext: () => Promise<PcscContext>,
  plugAndPlay = true,
  watchService: WatchService = unwatched,
) {
  const problems: (ErrorCode | null)[] = [];
  const seen: (readonly ReaderState[])[] = [];
  const observer = {
    onReaders: (states: readonly ReaderState[]) => seen.push(states),
    onProblem: (problem: ErrorCode | null) => problems.push(problem),
  };
  const monitor = new ReaderMonitor({ establishContext }, observer, plugAndPlay, watchService);
  monitors.push(monitor);
  monitor.start();
  return { monitor, problems, seen };
}

const soon = (ms = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const empty = async (readers: readonly KnownState[]): Promise<readonly ReaderState[]> => {
  await soon(5);
  return readers.map(({ reader }) => ({ reader, state: STATE.EMPTY, atr: new Uint8Array() }));
};

it.each([
  [0, true, 1],
  [1, true, 2],
  [15, true, 16],
  [16, true, 16],
  [20, true, 16],
  [1, false, 1],
])('watches %i readers (pseudo-reader known: %s) as %i', async (count, plugAndPlay, watched) => {
  const service = new FakeService(count);
  watch(async () => service.context, plugAndPlay);
  await soon();
  expect(service.asked[0]).toHaveLength(watched);
  const hasPnp = service.asked[0]?.some(({ reader }) => reader === PNP_READER);
  expect(hasPnp).toBe(plugAndPlay && count < 16);
});

it('tells states without the pseudo-reader, and asks next time against what it knows', async () => {
  const service = new FakeService(2);
  service.wait = empty;
  const { seen } = watch(async () => service.context);
  await soon();
  expect(seen[0]?.map(({ reader }) => reader)).toEqual(['Reader 0', 'Reader 1']);
  expect(service.asked[0]?.map(({ state }) => state)).toEqual([0, 0, 0x20000]);
  expect(service.asked[1]?.map(({ state }) => state)).toEqual([STATE.EMPTY, STATE.EMPTY, 0x20000]);
});

it('does not spin when a driver reports changes without end', async () => {
  const service = new FakeService(1);
  service.wait = async (readers) =>
    readers.map(({ reader }) => ({ reader, state: STATE.EMPTY, atr: new Uint8Array() }));
  watch(async () => service.context);
  await soon(200);
  expect(service.asked.length).toBeLessThan(30);
});

it.each([
  [new PcscError('SCardEstablishContext', RETURN_CODE.NO_SERVICE), 'pcsc-service-stopped'],
  [new PcscError('SCardEstablishContext', RETURN_CODE.SECURITY_VIOLATION), 'pcsc-denied'],
  [new WardkeyError('pcsc-library-missing'), 'pcsc-library-missing'],
] as const)('tells once why there is no context, and tries again: %s', async (error, code) => {
  let tries = 0;
  const service = new FakeService(1);
  service.wait = empty;
  const { problems } = watch(async () => {
    tries += 1;
    if (tries < 3) throw error;
    return service.context;
  });
  await soon(600);
  expect(problems).toEqual([code, null]);
});

it('tells when a context that is established does not work', async () => {
  const service = new FakeService(1);
  service.wait = async () => {
    throw new PcscError('SCardGetStatusChange', RETURN_CODE.SECURITY_VIOLATION);
  };
  const { problems, seen } = watch(async () => service.context);
  await soon();
  expect(problems.at(-1)).toBe('pcsc-denied');
  expect(seen.at(-1)).toEqual([]);
  await soon(500);
  expect(service.asked.length).toBeLessThan(8);
});

it('stops within 100 ms, whatever hangs, and tells nothing after that', async () => {
  const service = new FakeService(1);
  const { monitor, problems, seen } = watch(async () => service.context);
  const hanging = watch(() => new Promise(() => {}));
  await soon();
  const before = [problems.length, seen.length];
  vi.useFakeTimers();
  const stopped = Promise.all([monitor.stop(), hanging.monitor.stop()]);
  await vi.advanceTimersByTimeAsync(100);
  await stopped;
  vi.useRealTimers();
  await soon();
  expect([problems.length, seen.length]).toEqual(before);
  expect(hanging.problems).toEqual([]);
});

it('leaves a service that does not answer alone until it is told that it may be there', async () => {
  vi.useFakeTimers();
  let tries = 0;
  const service = new FakeService(1);
  let isThere = false;
  let tell = (): void => {};
  const { problems } = watch(
    async () => {
      tries += 1;
      if (isThere) return service.context;
      throw new PcscError('SCardEstablishContext', RETURN_CODE.NO_SERVICE);
    },
    true,
    (onChange) => {
      tell = onChange;
      return () => {};
    },
  );
  await vi.advanceTimersByTimeAsync(120_000);
  const before = tries;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(tries - before).toBe(60);
  isThere = true;
  tell();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(problems).toEqual(['pcsc-service-stopped']);
  expect(service.asked).toHaveLength(1);
});

it('cancels a wait that begins while it stops', async () => {
  const service = new FakeService(1);
  let cancelled = 0;
  let end = (): void => {};
  service.wait = (readers) =>
    new Promise((resolve) => {
      end = () =>
        resolve(readers.map(({ reader }) => ({ reader, state: 0, atr: new Uint8Array() })));
    });
  service.context.cancelWait = async () => {
    cancelled += 1;
    if (cancelled === 2) end();
  };
  const { monitor } = watch(async () => service.context);
  await soon();
  await monitor.stop();
  expect(cancelled).toBe(2);
});

it('cancels anew only once the cancel before has come back', async () => {
  const service = new FakeService(1);
  let cancelled = 0;
  service.context.cancelWait = () => {
    cancelled += 1;
    return new Promise(() => {});
  };
  const { monitor } = watch(async () => service.context);
  await vi.waitFor(() => expect(service.asked).toHaveLength(1), 30_000);
  await monitor.stop();
  expect(cancelled).toBe(1);
});
