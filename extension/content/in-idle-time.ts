/** A page that is never idle is worked in all the same after this long, in milliseconds. */
const LATEST_MS = 100;

/**
 * Does work piece by piece, each when the page has nothing else to do: none of it stands in the way
 * of what the page itself does while it loads.
 * @param work yields between two pieces
 */
export async function inIdleTime<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    await new Promise<void>((idle) => requestIdleCallback(() => idle(), { timeout: LATEST_MS }));
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
