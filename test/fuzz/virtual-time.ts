interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/** More than any ceremony waits, in virtual milliseconds: who is not done by then never will be. */
const FOREVER_MS = 3_600_000;

/**
 * Runs work whose waits take no time: once nothing else moves, the next timer is due. What the work
 * takes for the clock goes on by as much as was waited.
 * @throws Error when the work waits for what no timer brings, or waits for ever
 */
export async function inVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout, clearTimeout } = globalThis;
  const realNow = performance.now;
  const timers = new Map<number, Timer>();
  let now = 0;
  let count = 0;
  Object.assign(globalThis, {
    setTimeout: (call: () => void, delay = 0): number => {
      count += 1;
      timers.set(count, { at: now + delay, call });
      return count;
    },
    clearTimeout: (id: number | undefined): void => {
      if (id !== undefined) timers.delete(id);
    },
  });
  performance.now = () => now;
  try {
    let settled = false;
    const result = work().finally(() => {
      settled = true;
    });
    // Whoever waits for the result gets it below.
    result.catch(() => undefined);
    for (;;) {
      await new Promise(setImmediate);
      if (settled) return await result;
      const next = earliest(timers);
      if (next === null) throw new Error('waits for what never comes');
      const [id, { at, call }] = next;
      if (at > FOREVER_MS) throw new Error('waits for ever');
      timers.delete(id);
      now = at;
      call();
    }
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    performance.now = realNow;
  }
}

function earliest(timers: ReadonlyMap<number, Timer>): readonly [number, Timer] | null {
  let first: readonly [number, Timer] | null = null;
  for (const entry of timers) if (first === null || entry[1].at < first[1].at) first = entry;
  return first;
}
