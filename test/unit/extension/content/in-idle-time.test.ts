import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inIdleTime } from '../../../../extension/content/in-idle-time.ts';

const BITS = 200;
/** What each bit of work takes, in milliseconds. */
const BIT_MS = 0.3;

let now: number;
/** How often the work waited for the page to be idle, and in how many tasks it was done. */
let waits: number;
let tasks: number;
/** The longest task, in milliseconds. */
let longest: number;

beforeEach(() => {
  now = 0;
  waits = 0;
  tasks = 0;
  longest = 0;
  vi.stubGlobal('performance', { now: () => now });
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => vi.unstubAllGlobals());

/** A page that leaves so much time in each of its pauses, or has none. */
function pageWith(pauseMs: number | null): void {
  vi.stubGlobal('requestIdleCallback', (call: (idle: IdleDeadline) => void) => {
    waits += 1;
    setImmediate(() => {
      const until = now + (pauseMs ?? 0);
      const timeRemaining = (): number => Math.max(0, until - now);
      call({ didTimeout: pauseMs === null, timeRemaining });
    });
  });
}

function* work(): Generator<void, string> {
  for (let bit = 0; bit < BITS; bit += 1) {
    now += BIT_MS;
    yield;
  }
  return 'done';
}

/** Does all of it, with each task's end noticed. */
async function all(): Promise<string> {
  let began = now;
  vi.stubGlobal('setTimeout', (call: () => void) => {
    tasks += 1;
    longest = Math.max(longest, now - began);
    setImmediate(() => {
      began = now;
      call();
    });
  });
  return await inIdleTime(work());
}

test('work is done in short pieces while the page is idle', async () => {
  pageWith(10);
  expect(await all()).toBe('done');
  expect(longest).toBeLessThan(2);
  expect(waits).toBeGreaterThan(1);
  expect(waits).toBeLessThan(20);
});

test('a page that is never idle is waited for once, and the pieces stay short', async () => {
  pageWith(null);
  expect(await all()).toBe('done');
  expect(waits).toBe(1);
  expect(longest).toBeLessThan(2);
  expect(tasks).toBeGreaterThan(20);
});

test('a page that nobody sees is worked through in few tasks, for its timers are slow', async () => {
  vi.stubGlobal('document', { hidden: true });
  pageWith(null);
  expect(await all()).toBe('done');
  expect(tasks).toBeLessThan(4);
  expect(longest).toBeLessThan(60);
});
