import * as v from '../../../shared/schema/schema.ts';

/** The scripts that stand in the page from its beginning, and those that are sent to it later. */
const AT_LOAD = ['web-eid.iife', 'page-seen.iife'];
const LATER = ['page-catalogue', 'page-pages', 'page-look'];
const SCRIPT = 'EvaluateScript';
/** All in which a script can have the main thread; the pages of the tests have none of their own. */
const TASKS = [SCRIPT, 'FunctionCall', 'FireIdleCallback', 'TimerFire', 'RunMicrotasks'];

/** Of what a trace is made for {@link lookCost}. */
export const CATEGORIES: readonly string[] = ['devtools.timeline', 'v8.execute'];

/** What of a trace is looked at: a thing that took a thread's time, in microseconds. */
const Trace = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      ts: v.number(),
      tid: v.number(),
      pid: v.number(),
      dur: v.optional(v.number()),
      tdur: v.optional(v.number()),
      args: v.optional(v.unknown()),
    }),
  ),
});
type Task = v.InferOutput<typeof Trace>['traceEvents'][number];

/** What the look at a page took of its main thread, in milliseconds of that thread. */
export interface LookCost {
  /** The scripts that run while it loads. */
  readonly atLoad: number;
  /** The longest of the scripts that come later. */
  readonly longestLater: number;
  /** The longest task of the look itself. */
  readonly longestPiece: number;
  /** All of these scripts and tasks. */
  readonly together: number;
}

/**
 * @param trace of the browser, from before the page was asked for until it was known
 * @throws RangeError where a script or the look is not in it, or the time of a task: it tells nothing
 */
export function lookCost(trace: string): LookCost {
  const { traceEvents } = v.parse(Trace, JSON.parse(trace));
  const [first, ...others] = AT_LOAD.map((file) => scriptOf(traceEvents, file));
  if (first === undefined) throw new RangeError('no script');
  const tasks = outermost(
    traceEvents.filter(
      ({ name, ts, tid, pid }) =>
        TASKS.includes(name) && tid === first.tid && pid === first.pid && ts >= first.ts,
    ),
  );
  const pieces = tasks.filter(({ name }) => name !== SCRIPT);
  const scripts = tasks.filter(({ name, args }) => name === SCRIPT && isOurs(args));
  return {
    atLoad: sum([first, ...others]),
    longestLater: longest(LATER.map((file) => scriptOf(traceEvents, file))),
    longestPiece: longest(pieces),
    together: sum([...scripts, ...pieces]),
  };
}

function scriptOf(tasks: readonly Task[], file: string): Task {
  const script = tasks.find(
    ({ name, args }) => name === SCRIPT && JSON.stringify(args).includes(`/${file}`),
  );
  if (script === undefined) throw new RangeError(`the page was not given ${file}`);
  return script;
}

function isOurs(args: unknown): boolean {
  return JSON.stringify(args).includes('"chrome-extension://');
}

/** Without those that another one had a part of its time for. */
function outermost(tasks: readonly Task[]): readonly Task[] {
  let end = 0;
  return tasks
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

function longest(tasks: readonly Task[]): number {
  if (tasks.length === 0) throw new RangeError('the page was not looked at');
  return Math.max(...tasks.map(timeOf));
}

function sum(tasks: readonly Task[]): number {
  return tasks.reduce((whole, task) => whole + timeOf(task), 0);
}

function timeOf({ name, tdur }: Task): number {
  if (tdur === undefined) throw new RangeError(`the time of ${name} is not told`);
  return tdur / 1000;
}
