import type {} from './looked-at.ts';

// All that a page of the catalogue carries while it loads: in its idle time, word to the background,
// which sends the scripts that look at the page. Two calls of the extension API are too little for
// the polyfill.

/** A background that did not do it may be starting, or be another one by then, in milliseconds. */
const AGAIN_MS = 2_000;

// A page that the browser loads ahead is in no tab yet, where those scripts would go.
if ('prerendering' in document && document.prerendering === true) {
  document.addEventListener('prerenderingchange', sayWhenIdle, { once: true });
} else {
  sayWhenIdle();
}

// A page that was left before they came may come back from the browser's cache; with them, it tells
// by itself.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && !Object.hasOwn(window, 'wardkeyLookAgain')) sayWhenIdle();
});

function sayWhenIdle(): void {
  requestIdleCallback(say, { timeout: 100 });
}

async function say(): Promise<void> {
  if (!(await isDone())) setTimeout(isDone, AGAIN_MS);
}

/** Whether the background has sent them. */
async function isDone(): Promise<boolean> {
  try {
    const reply: unknown = await chrome.runtime.sendMessage({ kind: 'page.here' });
    return typeof reply === 'object' && reply !== null && 'ok' in reply && reply.ok === true;
  } catch {
    // The extension may have been updated or removed while the page loaded: then nobody looks.
    return false;
  }
}
