// What Firefox gives a content script to work in the page's own world: the page finds no channel to
// listen on and no object of ours to change.

declare global {
  interface Window {
    /** The page's global object as the page sees it; Firefox only. */
    readonly wrappedJSObject: Window & typeof globalThis;
  }
}

declare function cloneInto<T>(value: T, scope: Window, how: { cloneFunctions: true }): T;
declare function exportFunction<F>(run: F, scope: object, how?: { defineAs: string }): F;

/** The page's objects as the page sees them, with what it may have changed. */
export const pageGlobal = window.wrappedJSObject;

// As it is before any script of the page has run.
const { Promise: PagePromise } = pageGlobal;

/**
 * A function that the page can call and that looks like one of the browser's own, without parameters
 * that have to be there.
 */
export function nativeLooking<F extends object>(name: string, run: F): F {
  // Only a function that is defined in its place has a name in its text.
  const place = copyForPage<Record<string, F>>({});
  exportFunction(run, place, { defineAs: name });
  const made = place[name] ?? run;
  return Object.defineProperty(made, 'length', { value: 0, configurable: true });
}

/** A copy that belongs to the page: plain objects, lists, byte buffers and functions. */
export function copyForPage<T extends object>(value: T): T {
  return unveiled(cloneInto(value, window, { cloneFunctions: true }));
}

/** An object of the page as the page sees it: with getters and what its prototypes have. */
export function unveiled<T>(value: T): T {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const seen: unknown = Reflect.get(value, 'wrappedJSObject');
  return seen === undefined ? value : (seen as T);
}

/** A promise of the page, with functions of the page. What it becomes must be the page's too. */
export function pagePromise(
  run: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
): Promise<unknown> {
  return new PagePromise(exportFunction(run, window));
}

/** An exception of the page's own kind. */
export function pageException(message: string, name: string): DOMException {
  return new window.DOMException(message, name);
}
