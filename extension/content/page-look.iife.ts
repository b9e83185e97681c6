import type { SeenPage } from '../../shared/messages/page-messages.ts';
import type { HostPages } from '../../shared/portals/host-pages.ts';
import type { PolicyPages } from '../../shared/portals/match.ts';
import type { PageErrorId } from '../../shared/portals/page-errors.ts';
import { KEY_WARNINGS } from '../../shared/portals/page-match.ts';
import type { PageSnapshot } from '../../shared/portals/snapshot.ts';
import { inIdleTime, LATEST_MS } from './in-idle-time.ts';
import type {} from './looked-at.ts';
import { readPage } from './page-reader.ts';
import { policyPagesIn } from './policy-pages.ts';
import { shownError } from './shown-error.ts';
import { watchView } from './view-watch.ts';

// Tells the background which page of the catalogue is there, by its id, and which error it shows, by
// its code. No text of the page and no address leaves this script. Only few calls are needed of the
// extension API, in every page: too little for the polyfill.

let policy: PolicyPages | undefined;
let known: HostPages | null = null;
let told = '';
let isLooking = false;
let isStale = false;
let stop = (): void => {};

// A page can put an element of that name where the window has no such thing of its own. Without what
// is known of pages this is another document than the one that was asked for, which may be of mail.
if (Object.hasOwn(window, 'wardkeyLookAgain')) {
  window.wardkeyLookAgain?.();
} else if (Object.hasOwn(window, 'wardkeyPages')) {
  window.wardkeyLookAgain = lookAgain;
  requestIdleCallback(start, { timeout: LATEST_MS });
}

/** A piece of work by itself, beside the loading of this script. */
function start(): void {
  stop = watchView(document, look);
  // A page that comes back from the browser's cache is told again: the background forgot it.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) lookAgain();
  });
  look();
}

function lookAgain(): void {
  told = '';
  look();
}

/** Looks, and once more where the page has changed meanwhile. */
async function look(): Promise<void> {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  try {
    let isLeftOut = false;
    while (isStale) {
      isStale = false;
      const message = await inIdleTime(lookOnce());
      // A view that changed meanwhile is left out, for the next look sees it whole; but not twice in
      // a row, or a page that never rests would not be known at all.
      isLeftOut = isStale && !isLeftOut;
      if (!isLeftOut && message !== null) await tell(message);
    }
  } finally {
    isLooking = false;
  }
}

function* lookOnce(): Generator<void, SeenPage | null> {
  if (window.wardkeyPages === undefined) return null;
  known ??= yield* window.wardkeyPages.of(location.host, policy);
  yield;
  const seen = yield* readOnce(known);
  yield;
  const shown = yield* readErrorOnce(known, seen);
  yield;
  return messageFor(seen, shown, known);
}

/**
 * A field named `matches` or `children` takes the place of what its form, or the document, can do
 * (HTML §3.1.5 and §4.10.3, also for a script in a world of its own): of a page that cannot be
 * looked at, its address still tells the portal.
 */
function* readOnce(pages: HostPages): Generator<void, PageSnapshot> {
  try {
    return yield* readPage(document, location, pages);
  } catch {
    return pages.seenIn(location);
  }
}

/** A page that is not what its address says, or cannot be looked at, shows no error that counts. */
function* readErrorOnce(
  pages: HostPages,
  { isHttps }: PageSnapshot,
): Generator<void, PageErrorId | null> {
  if (!isHttps) return null;
  try {
    return yield* shownError(document, pages);
  } catch {
    return null;
  }
}

async function tell(message: SeenPage): Promise<void> {
  const text = JSON.stringify(message);
  if (text === told) return;
  told = text;
  try {
    hear(await chrome.runtime.sendMessage(message));
  } catch {
    // The extension was updated or removed while the page stayed open.
    if (chrome.runtime?.id === undefined) stop();
  }
}

/** What the policy adds for this host comes with the answer; the page is then looked at once more. */
function hear(reply: unknown): void {
  const next = policyPagesIn(reply);
  if (next === null || JSON.stringify(next) === JSON.stringify(policy)) return;
  policy = next;
  known = null;
  look();
}

function messageFor(seen: PageSnapshot, shown: PageErrorId | null, pages: HostPages): SeenPage {
  const { tenant, hasDomainHint, cameFromNhs } = seen;
  return {
    kind: 'page.seen',
    found: pages.recognise(seen),
    tenant,
    hasDomainHint,
    cameFromNhs,
    warnings: KEY_WARNINGS[seen.keyChoice],
    ...(shown && { shown }),
  };
}
