/** A page that is never idle is worked in all the same after this long, in milliseconds. */
export const LATEST_MS = 100;
/** A piece of work ends with the bit that is at work then, in milliseconds: no bit is much longer. */
const PIECE_MS = 0.5;
/** On a page that nobody sees, whose timers browsers let run once a second or a minute. */
const HIDDEN_PIECE_MS = 50;

/**
 * Does work piece by piece, each a task of its own while the page has nothing else to do: none of it
 * stands in the way of what the page itself does while it loads. On a page that is never idle the
 * pieces are no longer, and do not wait for it again and again.
 * @param work yields between two bits
 * @returns what the work comes to, in a task of its own
 */
export async function inIdleTime<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const idle = await idleTime();
    do {
      const done = pieceOf(work);
      // What is done with it is a piece of work too.
      await nextTask();
      if (done !== null) return done.value;
    } while (idle.didTimeout || idle.timeRemaining() > PIECE_MS);
  }
}

function idleTime(): Promise<IdleDeadline> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: LATEST_MS }));
}

/** Whatever waits meanwhile, as a click or a picture to be drawn, comes first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** @returns `null` while there is more to do */
function pieceOf<T>(work: Generator<void, T>): { readonly value: T } | null {
  const until = performance.now() + (document.hidden ? HIDDEN_PIECE_MS : PIECE_MS);
  do {
    const step = work.next();
    if (step.done === true) return step;
  } while (performance.now() < until);
  return null;
}
