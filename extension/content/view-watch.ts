/** A page that changes is looked at when it has been quiet for this long, in milliseconds. */
const QUIET_MS = 80;
/** A page that is never quiet is looked at this often. */
const LATEST_MS = 400;

/**
 * Calls back after the page's view may have changed: Entra changes views without a change of
 * address. One observer for all, and at most one call every {@link QUIET_MS}.
 * @returns ends the watch
 */
export function watchView(page: Document, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const look = (): void => {
    timer = undefined;
    onChange();
  };
  const changed = (): void => {
    const now = performance.now();
    if (timer === undefined) since = now;
    else if (now - since > LATEST_MS) return;
    clearTimeout(timer);
    timer = setTimeout(look, QUIET_MS);
  };
  const observer = new MutationObserver(changed);
  observer.observe(page, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['class', 'style', 'hidden', 'aria-hidden', 'content'],
  });
  addEventListener('popstate', changed);
  addEventListener('hashchange', changed);
  // Style sheets, transitions and animations show and hide without touching the markup.
  addEventListener('load', changed);
  addEventListener('transitionend', changed, { passive: true });
  addEventListener('animationend', changed, { passive: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    removeEventListener('popstate', changed);
    removeEventListener('hashchange', changed);
    removeEventListener('load', changed);
    removeEventListener('transitionend', changed);
    removeEventListener('animationend', changed);
  };
}
