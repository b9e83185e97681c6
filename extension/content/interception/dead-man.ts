import { copyForPage, pageGlobal } from './page-world.ts';

/**
 * How long the page waits for a sign of life before it runs what was left with it, in milliseconds.
 * A page that is busy runs its timers late, but in their order: the sign is due before. In a tab that
 * is not shown, no timer runs more often than once in a second.
 */
const PATIENCE_MS = { functions: 2_000, answer: 5_000 } as const;
/** How often this script gives that sign. */
const SIGN_MS = 500;

// As they are before any script of the page has run. What they are given must be the page's own:
// when the extension goes, all of this script is dead to the page from one moment to the next.
const {
  setTimeout: later,
  clearTimeout: never,
  Object: PageObject,
  Function: PageFunction,
} = pageGlobal;

/** Leaves with the page what it shall do once this script gives no sign of life any more. */
export class DeadMan {
  readonly #run: unknown;
  readonly #patienceMs: number;
  #timer: unknown;
  #signs: ReturnType<typeof setInterval> | undefined;

  private constructor(run: unknown, patienceMs: number) {
    this.#run = run;
    this.#patienceMs = patienceMs;
  }

  /** Puts members of an object of the page back to what they were. */
  static restoring(target: object, members: Readonly<Record<string, unknown>>): DeadMan {
    const kept = copyForPage({});
    for (const [name, member] of Object.entries(members)) Reflect.set(kept, name, member);
    const run = bound(PageObject.assign, [target, kept]);
    return new DeadMan(run, PATIENCE_MS.functions);
  }

  /** Calls a function of the page. */
  static calling(call: unknown, value: unknown): DeadMan {
    return new DeadMan(bound(call, [value]), PATIENCE_MS.answer);
  }

  begin(): void {
    this.end();
    this.#sign();
    this.#signs = setInterval(() => this.#sign(), SIGN_MS);
  }

  end(): void {
    clearInterval(this.#signs);
    Reflect.apply(never, pageGlobal, [this.#timer]);
  }

  #sign(): void {
    Reflect.apply(never, pageGlobal, [this.#timer]);
    this.#timer = Reflect.apply(later, pageGlobal, [this.#run, this.#patienceMs]);
  }
}

/** A function of the page that calls another one of it, and nothing of ours. */
function bound(call: unknown, values: readonly unknown[]): unknown {
  if (typeof call !== 'function') throw new TypeError('no function');
  return Reflect.apply(PageFunction.prototype.bind, call, [null, ...values]);
}
