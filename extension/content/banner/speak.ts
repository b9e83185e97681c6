import type { BannerView } from '../../../shared/messages/banner-view.ts';
import type { GUIDE_MESSAGES } from '../../../shared/messages/guide-messages.ts';
import type { InferOutput } from '../../../shared/schema/schema.ts';

type Kind = keyof typeof GUIDE_MESSAGES;
/** What the banner may send. */
export type GuideMessage = { [K in Kind]: InferOutput<(typeof GUIDE_MESSAGES)[K]['body']> }[Kind];

/** Pause before a new connect, so that a worker that dies at once is not woken in a tight loop. */
const RECONNECT_MS = 1_000;

/** Sends what the person did. What is refused changes nothing here: the next view says how it is. */
export function say(message: GuideMessage): void {
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Streams what to show. A worker that stopped is woken; once the extension is gone, so is this. */
export function watchBanner(on: {
  onView: (view: BannerView | null) => void;
  onGone: () => void;
}): void {
  if (chrome.runtime?.id === undefined) {
    on.onGone();
    return;
  }
  const port = chrome.runtime.connect({ name: 'banner' });
  port.onMessage.addListener((view: BannerView | null) => on.onView(view));
  port.onDisconnect.addListener(() => setTimeout(() => watchBanner(on), RECONNECT_MS));
}
