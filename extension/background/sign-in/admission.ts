import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { PageRequest } from './page-request.ts';
import { refusalOf } from './request-gate.ts';
import type { TabWatch } from './tab-watch.ts';

/** How often, and with which pause in milliseconds, a focus on its way is awaited: 1 s in all. */
const FOCUS_LOOKS = 20;
const FOCUS_PAUSE_MS = 50;

/**
 * Looks at a tab.
 * @throws WardkeyError `page-gone` when it is not there any more
 */
export async function lookAtTab(tab: TabWatch, tabId: number): Promise<void> {
  try {
    await tab.watch(tabId);
  } catch (cause) {
    throw new WardkeyError('page-gone', { cause });
  }
}

/** Whether what the watch knows is enough to let a request in, with no question on the way. */
export function isAdmittedAtOnce(
  request: PageRequest,
  tab: TabWatch,
  allowedByPolicy: readonly string[],
): boolean {
  return (
    request.sameOriginWithAncestors && refusalOf(request, tab.standing, allowedByPolicy) === null
  );
}

/**
 * Asks the browser afresh whether a request may come in.
 * @throws WardkeyError why it may not: `sign-in-other-origin`, `origin-not-allowed`,
 *   `sign-in-tab-hidden`, `page-gone`
 */
export async function admit(
  request: PageRequest,
  tab: TabWatch,
  tabId: number,
  allowedByPolicy: readonly string[],
): Promise<void> {
  await lookAtTab(tab, tabId);
  // A popup that just closed gives the focus back a moment later than the page can ask.
  for (let look = 0; look < FOCUS_LOOKS && tab.standing.awaitsFocus; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, FOCUS_PAUSE_MS));
    await lookAtTab(tab, tabId);
  }
  const refusal = refusalOf(request, tab.standing, allowedByPolicy);
  if (refusal !== null) throw new WardkeyError(refusal);
  if (!request.sameOriginWithAncestors && !(await tab.hasFrameOf(request.origin))) {
    throw new WardkeyError('sign-in-other-origin');
  }
}

/** Whether the page or frame that asked is gone, now that one of the tab's frames was replaced. */
export async function hasAskerGone(
  { origin, sameOriginWithAncestors }: PageRequest,
  replacedFrameId: number,
  tab: TabWatch,
): Promise<boolean> {
  if (replacedFrameId === 0) return true;
  return !sameOriginWithAncestors && !(await tab.hasFrameOf(origin).catch(() => false));
}
