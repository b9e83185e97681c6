import { expect, it } from 'vitest';
import { lookCost } from '../../bench/subjects/page-look-trace.ts';

interface Event {
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly tdur?: number;
  readonly tid?: number;
  readonly args?: unknown;
}

function script(file: string, ts: number, tdur: number): Event {
  const args = { data: { url: `chrome-extension://abc/${file}.js` } };
  return { name: 'EvaluateScript', ts, dur: tdur + 50, tdur, args };
}

const FIRST = script('web-eid.iife', 1_000, 300);
const OTHERS = [
  script('page-seen.iife', 2_000, 700),
  script('page-catalogue', 5_000, 500),
  script('page-pages', 6_000, 1_500),
  script('page-look', 8_000, 800),
];
const PIECES: readonly Event[] = [
  { name: 'FireIdleCallback', ts: 10_000, dur: 900, tdur: 600 },
  { name: 'TimerFire', ts: 11_000, dur: 2_000, tdur: 900 },
];

function cost(events: readonly Event[]): ReturnType<typeof lookCost> {
  return lookCost(
    JSON.stringify({ traceEvents: events.map((event) => ({ pid: 1, tid: 1, ...event })) }),
  );
}

it('tells what the look took, in parts and in all', () => {
  expect(cost([FIRST, ...OTHERS, ...PIECES])).toEqual({
    atLoad: 1,
    longestLater: 1.5,
    longestPiece: 0.9,
    together: 5.3,
  });
});

it('counts a task whatever its kind, and none of it twice', () => {
  const inside = { name: 'FunctionCall', ts: 11_100, dur: 500, tdur: 500 };
  const answer = { name: 'RunMicrotasks', ts: 14_000, dur: 3_000, tdur: 2_700 };
  const { longestPiece, together } = cost([FIRST, ...OTHERS, ...PIECES, inside, answer]);
  expect(longestPiece).toBe(2.7);
  expect(together).toBeCloseTo(8);
});

it('counts nothing of another thread, of the page before, or of the one who drives the browser', () => {
  const another = { name: 'TimerFire', ts: 12_000, dur: 9_000, tdur: 9_000, tid: 2 };
  const before = { name: 'TimerFire', ts: 100, dur: 800, tdur: 800 };
  const driver = { ...script('x', 15_000, 9_000), args: { data: { url: 'pptr:internal' } } };
  expect(cost([before, FIRST, ...OTHERS, ...PIECES, another, driver]).together).toBeCloseTo(5.3);
});

it('tells nothing of a trace without a script, without the look, or without a time', () => {
  for (const left of OTHERS) {
    const others = OTHERS.filter((one) => one !== left);
    expect(() => cost([FIRST, ...others, ...PIECES])).toThrow('was not given');
  }
  expect(() => cost([FIRST, ...OTHERS])).toThrow('the page was not looked at');
  const untimed = { name: 'TimerFire', ts: 14_000, dur: 100 };
  expect(() => cost([FIRST, ...OTHERS, ...PIECES, untimed])).toThrow('is not told');
});
