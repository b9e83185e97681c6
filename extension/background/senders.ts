import type { Sender } from '../../shared/messages/messages.ts';
import { SIGN_IN_HOSTS } from '../../shared/portals/sign-in-origins.ts';
import { originOf } from './origins.ts';

/** What the browser tells of who sent a message or opened a port. */
export interface MessageSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
}

/** What is ours. */
export interface OurPages {
  readonly extensionId: string;
  readonly popupUrl: string;
  readonly signInUrl: string;
}

/**
 * Who a sender is, from the browser's word alone.
 * @returns `null` for anyone who may send nothing
 */
export function senderOf(sender: MessageSender, ours: OurPages): Sender | null {
  const { url } = sender;
  if (sender.id !== ours.extensionId || url === undefined) return null;
  // Firefox and older Chromium leave the origin out; where it is given it must agree.
  if (sender.origin !== undefined && sender.origin !== originOf(url)) return null;
  if (url === ours.popupUrl) return 'popup';
  if (url === ours.signInUrl) return 'sign-in-window';
  const host = SIGN_IN_HOSTS.find((known) => originOf(url) === `https://${known}`);
  return host !== undefined && sender.tab !== undefined && sender.frameId === 0
    ? 'content-script'
    : null;
}
