import type { Sender } from '../../shared/messages/messages.ts';
import { READ_HOSTS } from '../../shared/portals/portals.ts';
import { originOf } from './origins.ts';

/** What the browser tells of who sent a message or opened a port. */
export interface MessageSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  /** Chromium, and Firefox from 153 on. */
  readonly documentId?: string | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
}

/** What is ours. */
export interface OurPages {
  readonly extensionId: string;
  /** Serialised origin of the extension's own pages. */
  readonly origin: string;
  readonly popupUrl: string;
  readonly signInUrl: string;
  readonly settingsUrl: string;
  /** Pages of the guide, which may have a query and a fragment of their own. */
  readonly guideUrls: readonly string[];
  readonly checkUpUrl: string;
  readonly cardUrl: string;
  /** Further hosts on which a policy and the person have put the content script. */
  readonly addedHosts: () => readonly string[];
}

/**
 * Who a sender is, from the browser's word alone.
 * @returns `null` for anyone who may send nothing
 */
export function senderOf(sender: MessageSender, ours: OurPages): Sender | null {
  const { url } = sender;
  if (sender.id !== ours.extensionId || url === undefined) return null;
  if (url === ours.popupUrl) return isFrom(sender, ours.origin) ? 'popup' : null;
  if (url === ours.signInUrl) return isFrom(sender, ours.origin) ? 'sign-in-window' : null;
  if (url === ours.settingsUrl) return isFrom(sender, ours.origin) ? 'settings-page' : null;
  if (ours.guideUrls.includes(url.split(/[?#]/, 1)[0] ?? '')) {
    return isFrom(sender, ours.origin) ? 'guide-page' : null;
  }
  // What stands behind the address says what the check-up begins with.
  if (url.split('#')[0] === ours.checkUpUrl) return isFrom(sender, ours.origin) ? 'check-up' : null;
  if (url === ours.cardUrl) return isFrom(sender, ours.origin) ? 'card-page' : null;
  const origin = originOf(url);
  const isListed = [...READ_HOSTS, ...ours.addedHosts()].some(
    (host) => origin === `https://${host}`,
  );
  const isTopPage = sender.tab !== undefined && sender.frameId === 0;
  return isListed && isTopPage && isFrom(sender, origin) ? 'content-script' : null;
}

/** Older browsers leave the origin out; where it is given it must agree with the address. */
function isFrom(sender: MessageSender, origin: string | null): boolean {
  return sender.origin === undefined || sender.origin === origin;
}
