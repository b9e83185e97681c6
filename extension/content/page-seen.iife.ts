import type { Message } from '../../shared/messages/messages.ts';

/**
 * Tells the background that a page of the catalogue is there, so that the bridge is warm before
 * the page asks for a key. Nothing of the page is read or sent.
 */
const seen: Message = { kind: 'page.seen' };

// Only this one call is needed of the extension API, in every page: too little for the polyfill.
chrome.runtime.sendMessage(seen).catch(() => {
  // The extension was updated or removed while the page stayed open.
});
