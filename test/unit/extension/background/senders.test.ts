import { expect, test } from 'vitest';
import { type MessageSender, senderOf } from '../../../../extension/background/senders.ts';
import type { Sender } from '../../../../shared/messages/messages.ts';

const ID = 'fgmmhkokkdaaijdilfkmokmnhfldbgcp';
const SELF = `chrome-extension://${ID}`;
const SETTINGS = `${SELF}/extension/pages/settings/settings.html`;
const POPUP = `${SELF}/extension/pages/popup/popup.html`;
const SIGN_IN = `${SELF}/extension/pages/sign-in/sign-in.html`;
const GUIDE = `${SELF}/extension/pages/guide/guide.html`;
const HELP = `${SELF}/extension/pages/help/help.html`;
const CHECK_UP = `${SELF}/extension/pages/check-up/check-up.html`;
const CARD = `${SELF}/extension/pages/card/card.html`;
const PAGE = 'https://login.microsoft.com';
const tab = { id: 7 };

const senders: readonly [string, MessageSender, Sender | null][] = [
  ['the popup', { id: ID, url: POPUP, origin: SELF }, 'popup'],
  ['the popup where no origin is told', { id: ID, url: POPUP }, 'popup'],
  ['the card panel', { id: ID, url: CARD, origin: SELF, tab, frameId: 0 }, 'card-page'],
  ['the sign-in window', { id: ID, url: SIGN_IN, origin: SELF, tab, frameId: 0 }, 'sign-in-window'],
  [
    'a content script on a listed page',
    { id: ID, url: `${PAGE}/common/fido/get`, origin: PAGE, tab, frameId: 0 },
    'content-script',
  ],
  [
    'a content script in a frame',
    { id: ID, url: `${PAGE}/x`, origin: PAGE, tab, frameId: 4 },
    null,
  ],
  [
    'a content script on another page',
    { id: ID, url: 'https://www.example.org/', origin: 'https://www.example.org', tab, frameId: 0 },
    null,
  ],
  [
    'a content script on a host that only ends alike',
    { id: ID, url: 'https://evil-login.microsoft.com.example/', tab, frameId: 0 },
    null,
  ],
  [
    'a listed host without TLS',
    { id: ID, url: 'http://login.microsoft.com/', tab, frameId: 0 },
    null,
  ],
  ['a listed page with another port', { id: ID, url: `${PAGE}:8443/`, tab, frameId: 0 }, null],
  ['a listed address without a tab', { id: ID, url: `${PAGE}/` }, null],
  [
    'a content script on a host of the policy',
    { id: ID, url: 'https://id.trust.example/', tab, frameId: 0 },
    'content-script',
  ],
  [
    'our script on a page that is not read',
    { id: ID, url: 'https://outlook.office.com/', tab, frameId: 0 },
    null,
  ],
  ['the settings page', { id: ID, url: SETTINGS, origin: SELF }, 'settings-page'],
  ['the side panel', { id: ID, url: GUIDE, origin: SELF }, 'guide-page'],
  [
    'the help page at one of its parts',
    { id: ID, url: `${HELP}?x#contacts`, origin: SELF },
    'guide-page',
  ],
  ['a page of the web with our help’s address', { id: ID, url: `${PAGE}/${HELP}` }, null],
  ['our help’s address with another origin', { id: ID, url: HELP, origin: PAGE }, null],
  ['another extension', { id: 'a'.repeat(32), url: POPUP, origin: SELF }, null],
  ['a page of the web with our popup’s address', { url: POPUP }, null],
  ['our address with another origin', { id: ID, url: POPUP, origin: PAGE }, null],
  ['another page of ours', { id: ID, url: `${SELF}/other.html`, origin: SELF }, null],
  ['the check-up', { id: ID, url: CHECK_UP, origin: SELF, tab, frameId: 0 }, 'check-up'],
  ['the check-up that begins with an error', { id: ID, url: `${CHECK_UP}#error=x` }, 'check-up'],
  ['the check-up with another origin', { id: ID, url: CHECK_UP, origin: PAGE }, null],
  ['the check-up with a query', { id: ID, url: `${CHECK_UP}?x`, origin: SELF }, null],
  ['our popup with a query', { id: ID, url: `${POPUP}?x`, origin: SELF }, null],
  ['our popup’s path at another origin', { id: ID, url: `${PAGE}/${POPUP}` }, null],
  ['nobody', {}, null],
];

test.each(senders)('%s', (_name, sender, expected) => {
  const addedHosts = () => ['id.trust.example'];
  const ours = {
    extensionId: ID,
    origin: SELF,
    popupUrl: POPUP,
    signInUrl: SIGN_IN,
    settingsUrl: SETTINGS,
    guideUrls: [GUIDE, HELP],
    checkUpUrl: CHECK_UP,
    cardUrl: CARD,
    addedHosts,
  };
  expect(senderOf(sender, ours)).toBe(expected);
});
