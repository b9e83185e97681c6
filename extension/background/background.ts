import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Sender } from '../../shared/messages/messages.ts';
import type { PopupView } from '../../shared/messages/views.ts';
import { mayOfferSignIn, SIGN_IN_HOSTS } from '../../shared/portals/sign-in-origins.ts';
import { HOST_NAME } from '../../shared/rpc/limits.ts';
import { LANGUAGES, type Language } from '../../shared/settings/settings.ts';
import { WEB_EID_PORT } from '../../shared/web-eid/protocol.ts';
import { chooseLanguage } from '../../shared/words/language.ts';
import { showBadge } from '../platform/badge.ts';
import { browser } from '../platform/browser.ts';
import { nativePortOpener } from '../platform/native-port.ts';
import { currentTab, isShown } from '../platform/tabs.ts';
import { badgeFor, pageTitle } from './badge.ts';
import type { StepAnswer } from './bridge/bridge-ceremony.ts';
import { BridgeClient } from './bridge/bridge-client.ts';
import { BridgeWarmth } from './bridge/bridge-warmth.ts';
import { startFullEdition } from './full-edition.ts';
import { originOf } from './origins.ts';
import { Pages } from './pages/pages.ts';
import { PersonLanguage } from './person-language.ts';
import { PopupFeed } from './popup-feed.ts';
import { admitMessage, handleMessage, type MessageHandlers } from './router.ts';
import { type MessageSender, type OurPages, senderOf } from './senders.ts';
import { ManagedSettings } from './settings.ts';
import { signInWindow } from './sign-in/open-window.ts';
import type { SignInWindow } from './sign-in/sign-in-window.ts';
import { askerOf } from './web-eid/asker.ts';
import { WebEid } from './web-eid/web-eid.ts';

// The composition root of the background. Every listener is registered while this script runs
// first: the browser wakes a worker for no others.

const ours: OurPages = {
  extensionId: browser.runtime.id,
  origin: browser.runtime.getURL('').replace(/\/$/, ''),
  popupUrl: browser.runtime.getURL('extension/pages/popup/popup.html'),
  signInUrl: browser.runtime.getURL('extension/pages/sign-in/sign-in.html'),
  addedHosts: () => pages.detection.addedHosts(),
};

/** Only the full edition has the permission, and with it the API. */
const proxyApi = globalThis.chrome?.webAuthenticationProxy;
const edition = proxyApi === undefined ? 'guide' : 'full';

const settings = new ManagedSettings(browser.storage.managed);
const person = new PersonLanguage(browser.storage.local);
const settingsLoaded = Promise.all([settings.load(), person.load()]).then(() => undefined);
browser.storage.onChanged.addListener((_changes, area) => {
  if (area === 'managed') settings.load().then(() => pages.access.refresh());
});

const bridge = new BridgeClient({
  openPort: nativePortOpener(HOST_NAME),
  extension: { version: browser.runtime.getManifest().version, edition },
  onCeremonyEvent: ({ ceremony, event }) => {
    full?.signIn.onCeremonyEvent(ceremony, event);
    webEid.onCeremonyEvent(ceremony, event);
  },
  onReady: () => warmth.renew(),
  onChange,
});
const warmth = new BridgeWarmth({
  isWanted: async () =>
    popups.isOpen ||
    webEid.isAtWork ||
    full?.signIn.current != null ||
    (await isShown(SIGN_IN_HOSTS)),
  close: () => bridge.close(),
});
const popups = new PopupFeed(popupView);
const window = signInWindow(ours.signInUrl, {
  onWindow: () => {
    full?.signIn.mirror();
  },
  onClosedByPerson: () => {
    webEid.cancel();
    full?.signIn.onWindowClosed();
  },
});
const webEid = new WebEid({
  bridge,
  window,
  settingsLoaded,
  mode: () => settings.current.webEid ?? 'auto',
  language,
  isSignInAtWork: () => full?.signIn.current?.stage === 'ceremony',
  version: browser.runtime.getManifest().version,
});
const full =
  proxyApi === undefined
    ? null
    : startFullEdition(proxyApi, {
        bridge,
        settings,
        settingsLoaded,
        language,
        window,
        onChange,
      });

const pages = new Pages({ settings, settingsLoaded, onChange });

const handlers: MessageHandlers = {
  'page.seen': (message, from) => {
    warm({ insist: false }).catch(() => undefined);
    return pages.detection.onSeen(message, from);
  },
  'sign-in.choose': async ({ tabId }) => {
    if (full === null) throw new WardkeyError('sign-in-not-chosen');
    warmth.renew();
    await full.signIn.choose(tabId);
  },
  'sign-in.leave': () => (webEid.isAtWork ? webEid.cancel() : full?.signIn.leave()),
  'sign-in.show': () => full?.signIn.show(),
  'language.choose': async ({ language: chosen }) => {
    await person.choose(chosen);
    onChange();
  },
  'page.report': async () => pages.onReport(await currentTab()),
  'page.report-closed': () => pages.onReportClosed(),
  'bridge.retry': () => warm({ insist: true }),
  'step.pin': ({ step, pin, lastTryAgreed }) => answer({ type: 'pin', step, pin, lastTryAgreed }),
  'step.new-pin': ({ kind: _, ...typed }) => answer({ type: 'new-pin', ...typed }),
  'step.device': ({ step, device }) => answer({ type: 'device', step, device }),
  'step.account': ({ step, account }) => answer({ type: 'account', step, account }),
  'step.consent': ({ step }) => answer({ type: 'consent', step }),
};

// A message that is not admitted gets no answer at all, so that its sender learns nothing.
browser.runtime.onMessage.addListener((body: unknown, sender: MessageSender) => {
  const message = admitMessage(body, senderOf(sender, ours));
  const from = { tabId: sender.tab?.id ?? null, url: sender.url ?? '' };
  return message === null ? undefined : handleMessage(message, handlers, from);
});

browser.runtime.onConnect.addListener((port) => {
  const sender = port.sender === undefined ? null : senderOf(port.sender, ours);
  if (sender === 'content-script' && port.name === WEB_EID_PORT) {
    const asker = askerOf(port.sender);
    if (asker === null) port.disconnect();
    else webEid.onPort(port, asker);
    return;
  }
  const feed = feedFor(sender, port.name);
  if (feed === null) {
    port.disconnect();
    return;
  }
  feed.onPort(port);
  port.onDisconnect.addListener(() => {
    feed.onPortGone(port);
    full?.signIn.onOurPageGone();
    if (feed === popups) full?.signIn.onNoticeSeen();
  });
  // A popup is also where a person looks why the bridge is not there: its view says so.
  if (feed !== popups) return;
  warm({ insist: true }).catch(() => undefined);
  currentTab()
    .then((tab) => pages.onPopup(tab))
    .catch(() => undefined);
});

/** The one window serves whichever of the two is at work. */
function answer(typed: StepAnswer): Promise<void> | undefined {
  return webEid.isAtWork ? webEid.answer(typed) : full?.signIn.answer(typed);
}

function feedFor(sender: Sender | null, name: string): PopupFeed | SignInWindow | null {
  if (sender === 'popup' && name === 'popup') return popups;
  if (sender === 'sign-in-window' && name === 'sign-in') return window;
  return null;
}

function warm(options: { readonly insist: boolean }): Promise<void> {
  warmth.renew();
  return bridge.connect(options);
}

function language(): Language {
  return chooseLanguage({
    policy: settings.current.language,
    person: person.current,
    system: [browser.i18n.getUILanguage(), ...navigator.languages],
  });
}

function otherThan(language: Language): Language {
  return LANGUAGES.find((other) => other !== language) ?? language;
}

function notice(): PopupView['notice'] {
  const refused = full?.signIn.notice ?? null;
  return refused ?? (settings.problem && { code: 'policy-invalid', facts: settings.problem });
}

async function popupView(): Promise<PopupView> {
  await settingsLoaded;
  const tab = await currentTab();
  const origin = originOf(tab?.url);
  return {
    language: language(),
    ...(settings.current.language === undefined && { otherLanguage: otherThan(language()) }),
    edition,
    tab: {
      id: tab?.id ?? browser.tabs.TAB_ID_NONE,
      origin,
      offered:
        full !== null && origin !== null && mayOfferSignIn(origin, settings.current.allowedOrigins),
    },
    page: await pages.view(tab),
    missingAccess: pages.access.missing,
    bridge: bridge.state,
    list: bridge.devices,
    signIn: full?.signIn.current ?? null,
    notice: notice(),
  };
}

function onChange(): void {
  popups.publish();
  showBadges({ signIn: full?.signIn.current ?? null, notice: notice() }).catch(() => undefined);
}

/** One badge for every tab, and one of its own for each that shows a page of the catalogue. */
async function showBadges(state: Pick<PopupView, 'signIn' | 'notice'>): Promise<void> {
  showBadge(badgeFor({ ...state, page: null }));
  for (const tabId of await pages.seen.tabs()) {
    const page = await pages.seen.at(tabId);
    if (page === null) continue;
    showBadge(badgeFor({ ...state, page }), tabId, pageTitle(language(), page));
  }
}
