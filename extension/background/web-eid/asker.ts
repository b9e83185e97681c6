import { originOf } from '../origins.ts';
import type { MessageSender } from '../senders.ts';
import type { WebEidAsker } from './web-eid-page.ts';

/** What the browser tells of the tab that a content script runs in. */
export interface TabSender extends MessageSender {
  readonly tab?:
    | {
        readonly id?: number | undefined;
        readonly windowId?: number | undefined;
        readonly active?: boolean | undefined;
      }
    | undefined;
}

/** Who asks, for a sender that is known to be a listed page's; `null` without a tab or an origin. */
export function askerOf(sender: TabSender | undefined): WebEidAsker | null {
  const origin = sender?.origin ?? originOf(sender?.url);
  const tab = sender?.tab;
  if (origin === null || tab?.id === undefined) return null;
  return {
    origin,
    tabId: tab.id,
    windowId: tab.windowId ?? null,
    isShown: tab.active === true,
  };
}
