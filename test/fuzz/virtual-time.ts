/** As much of Node's as the product uses. */
class Timer {
  readonly call: () => void;
  readonly #due: () => number;
  at: number;

  /** @param due when it is to run out, were it begun now */
  constructor(call: () => void, due: () => number) {
    this.call = call;
    this.#due = due;
    this.at = due();
  }

  refresh(): this {
    this.at = this.#due();
    return this;
  }
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
  const timers = new Set<Timer>();
  let now = 0;
  Object.assign(globalThis, {
    setTimeout: (call: () => void, delay = 0): Timer => {
      const timer = new Timer(call, () => now + delay);
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer: Timer | undefined): void => {
      if (timer !== undefined) timers.delete(timer);
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
      if (next.at > FOREVER_MS) throw new Error('waits for ever');
      timers.delete(next);
      now = next.at;
      next.call();
    }
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    performance.now = realNow;
  }
}

function earliest(timers: ReadonlySet<Timer>): Timer | null {
  let first: Timer | null = null;
  for (const timer of timers) if (first === null || timer.at < first.at) first = timer;
  return first;
}
