import { browser } from '../platform/browser.ts';
import type { OurPages } from './senders.ts';

/** The extension's own pages, as the browser addresses them. @param addedHosts see {@link OurPages} */
export function ourPages(addedHosts: OurPages['addedHosts']): OurPages {
  const page = (path: string) => browser.runtime.getURL(`extension/pages/${path}.html`);
  return {
    extensionId: browser.runtime.id,
    origin: browser.runtime.getURL('').replace(/\/$/, ''),
    popupUrl: page('popup/popup'),
    signInUrl: page('sign-in/sign-in'),
    settingsUrl: page('settings/settings'),
    guideUrls: [page('guide/guide'), page('help/help')],
    cardUrl: page('card/card'),
    checkUpUrl: page('check-up/check-up'),
    addedHosts,
  };
}
