import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { GuideView } from '../../shared/messages/guide-view.ts';
import type { Sender } from '../../shared/messages/messages.ts';
import type { SettingsView } from '../../shared/messages/settings-view.ts';
import type { PopupView } from '../../shared/messages/views.ts';
import { mayOfferSignIn, SIGN_IN_HOSTS } from '../../shared/portals/sign-in-origins.ts';
import { HOST_NAME } from '../../shared/rpc/limits.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { chooseLanguage } from '../../shared/words/language.ts';
import { browser } from '../platform/browser.ts';
import { nativePortOpener } from '../platform/native-port.ts';
import { currentTab, isShown } from '../platform/tabs.ts';
import { BridgeClient } from './bridge/bridge-client.ts';
import { BridgeWarmth } from './bridge/bridge-warmth.ts';
import type { CardFeed } from './card/card-feed.ts';
import { Smartcards } from './card/smartcards.ts';
import { CheckUp } from './check-up/check-up.ts';
import { startFullEdition } from './full-edition.ts';
import { forgetPerson } from './guide/forget-person.ts';
import { GuideDesk } from './guide/guide-desk.ts';
import { HAS_INTERCEPTION } from './interception/has-interception.ts';
import { ourPages } from './our-pages.ts';
import { takePagePort } from './page-ports.ts';
import { showBadges } from './pages/page-badges.ts';
import { Pages } from './pages/pages.ts';
import { PersonLanguage } from './person-language.ts';
import { PopupFeed } from './popup-feed.ts';
import { popupView } from './popup-view.ts';
import { admitMessage, handleMessage, type MessageHandlers } from './router.ts';
import { type MessageSender, senderOf } from './senders.ts';
import { ManagedSettings } from './settings.ts';
import { settingsView } from './settings-view.ts';
import { signInWindow } from './sign-in/open-window.ts';
import type { SignInWindow } from './sign-in/sign-in-window.ts';
import { stepHandlers } from './step-handlers.ts';
import { WindowWork } from './window-work.ts';

// The composition root of the background. Every listener is registered while this script runs
// first: the browser wakes a worker for no others.

const ours = ourPages(() => pages.detection.addedHosts());

/** Only the full edition has the permission, and with it the API; in Firefox no edition has. */
const proxyApi = globalThis.chrome?.webAuthenticationProxy ?? null;
const { version } = browser.runtime.getManifest();
const edition = proxyApi === null && !HAS_INTERCEPTION ? 'guide' : 'full';

const settings = new ManagedSettings(browser.storage.managed);
const person = new PersonLanguage(browser.storage.local);
const settingsLoaded = Promise.all([settings.load(), person.load()]).then(() => undefined);
browser.storage.onChanged.addListener((_changes, area) => {
  if (area === 'managed') settings.load().then(() => pages.access.refresh());
});

const bridge = new BridgeClient({
  openPort: nativePortOpener(HOST_NAME),
  extension: { version, edition },
  onCeremonyEvent: ({ ceremony, event }) => {
    full?.signIn.onCeremonyEvent(ceremony, event);
    besides.onCeremonyEvent(ceremony, event);
    desk.onCeremonyEvent(event.type);
  },
  onCheckUpProgress: (news) => checkUp.onProgress(news),
  onReady: () => warmth.renew(),
  onChange,
});
const warmth = new BridgeWarmth({
  isWanted: async () =>
    popups.isOpen ||
    besides.isAtWork ||
    smartcards.panels.isOpen ||
    smartcards.sessions.isWatching ||
    desk.panels.isOpen ||
    checkUp.isOpen ||
    full?.signIn.current != null ||
    (await isShown(SIGN_IN_HOSTS)),
  close: () => bridge.close(),
});
const popups = new PopupFeed(async () => {
  await Promise.all([settingsLoaded, desk.loaded]);
  return popupView({
    language: language(),
    settings: settings.current,
    edition,
    pages,
    bridge,
    signIn: full?.signIn.current ?? null,
    notice: notice(),
    trouble: (tabId) => checkUp.trouble.near(tabId),
    desk,
  });
});
const settingsFeed = new PopupFeed(async () => {
  await settingsLoaded;
  return settingsView(language(), settings, pages.access.missing);
});
const window = signInWindow(ours.signInUrl, {
  onWindow: () => void full?.signIn.mirror(),
  onClosedByPerson: () => {
    besides.cancel();
    full?.signIn.onWindowClosed();
  },
});
const smartcards = new Smartcards({
  bridge,
  window,
  settings,
  settingsLoaded,
  language,
  version,
  isKeyAtWork: () => full?.signIn.current?.stage === 'ceremony' || checkUp.trials.work.isAtWork,
  isWanted: () => desk.waitsForCard,
  onRead: () => desk.onNews(),
});
const checkUp = new CheckUp({
  bridge,
  window,
  language,
  isWindowTaken: () => full?.signIn.current != null || smartcards.isAtWork,
  session: browser.storage.session,
  onTrouble: onChange,
  onBegin: () => warmth.renew(),
  // Firefox has no such thing that another could hold.
  isProxyHeld: async () => proxyApi !== null && (await full?.signIn.isHeldByOther()) === true,
  surroundings: async () => {
    await settingsLoaded;
    return { language: language(), version };
  },
});
const besides = new WindowWork([smartcards, checkUp.trials.work]);
const full =
  edition === 'guide'
    ? null
    : startFullEdition(proxyApi, {
        bridge,
        settings,
        settingsLoaded,
        language,
        window,
        isCardAtWork: () => besides.isAtWork,
        choose: chooseSignIn,
        onChange,
      });

const pages = new Pages({
  settings,
  settingsLoaded,
  onChange,
  onTab: (tabId) => onPageChange(tabId),
});
browser.tabs.onRemoved.addListener((tabId) => desk.onTabRemoved(tabId));
browser.tabs.onRemoved.addListener((tabId) => smartcards.sessions.onTabRemoved(tabId));

const desk = new GuideDesk({
  session: browser.storage.session,
  language,
  settingsLoaded,
  contacts: () => settings.current.contacts,
  version,
  maySignIn: (host) =>
    full !== null && mayOfferSignIn(`https://${host}`, settings.current.allowedOrigins),
  bridge,
  cards: () => smartcards.panels.reading.last,
  isCardThere: () => smartcards.panels.reading.isCardThere(),
  signIn: () => full?.signIn.current ?? null,
  trouble: (tabId) => checkUp.trouble.of(tabId),
  choose: chooseSignIn,
  onFinish: (why) => {
    const { reading } = smartcards.panels;
    const signIn = full?.signIn ?? null;
    full?.byPolicy.forget();
    forgetPerson(why, { bridge, besides, reading, signIn, trouble: checkUp.trouble, window });
  },
  onChange: () => {
    publish();
    smartcards.panels.onChange();
  },
});
browser.tabs.onActivated.addListener(() => desk.panels.publish());

const handlers: MessageHandlers = {
  ...desk.handlers,
  ...checkUp.handlers,
  ...pages.handlers,
  'page.seen': (message, from) => {
    warm({ insist: false }).catch(() => undefined);
    return pages.detection.onSeen(message, from);
  },
  'sign-in.choose': ({ tabId }) => chooseSignIn(tabId),
  'sign-in.leave': () => (besides.isAtWork ? besides.cancel() : full?.leave()),
  'card.test': ({ card }) => smartcards.panels.test(card),
  'sign-in.show': () => full?.signIn.show(),
  'language.choose': async ({ language: chosen }) => {
    await person.choose(chosen);
    onChange();
  },
  'bridge.retry': () => warm({ insist: true }),
  ...stepHandlers((typed) => besides.answer(typed) ?? full?.signIn.answer(typed)),
};

// A message that is not admitted gets no answer at all, so that its sender learns nothing.
browser.runtime.onMessage.addListener((body: unknown, sender: MessageSender) => {
  const who = senderOf(sender, ours);
  const message = admitMessage(body, who);
  if (message === null || who === null) return undefined;
  const { url = '', documentId } = sender;
  const from = { tabId: sender.tab?.id ?? null, url, sender: who, documentId };
  return handleMessage(message, handlers, from);
});

browser.runtime.onConnect.addListener((port) => {
  const sender = port.sender === undefined ? null : senderOf(port.sender, ours);
  if (sender === 'content-script') {
    const isTaken = takePagePort(port, {
      onWebEid: () => smartcards.onPagePort(port, port.sender),
      onBanner: (tabId) => {
        desk.onBannerPort(port, tabId);
        port.onDisconnect.addListener(() => desk.onBannerGone(port));
      },
      onInterception: (from) => full?.interception?.onPort(port, from),
    });
    if (isTaken) return;
  }
  const feed = feedFor(sender, port.name);
  if (feed === null) return port.disconnect();
  if (feed === popups)
    popups.onPort(
      port,
      currentTab().then((tab) => pages.onPopup(tab)),
    );
  else feed.onPort(port);
  port.onDisconnect.addListener(() => {
    feed.onPortGone(port);
    full?.signIn.onOurPageGone();
    if (feed === popups) full?.signIn.onNoticeSeen();
  });
  // A popup is also where a person looks why the bridge is not there: its view says so.
  if (feed === popups || feed === desk.panels) warm({ insist: true }).catch(() => undefined);
});

type Feed = PopupFeed | PopupFeed<GuideView> | PopupFeed<SettingsView>;

function feedFor(
  sender: Sender | null,
  name: string,
): Feed | SignInWindow | CheckUp | CardFeed | null {
  if (sender === 'settings-page' && name === 'settings') return settingsFeed;
  if (sender === 'guide-page' && name === 'guide') return desk.panels;
  if (sender === 'popup' && name === 'popup') return popups;
  if (sender === 'card-page' && name === 'card') return smartcards.panels;
  if (sender === 'sign-in-window' && name === 'sign-in') return window;
  return sender === 'check-up' && name === 'check-up' ? checkUp : null;
}

async function chooseSignIn(tabId: number): Promise<void> {
  if (full === null) throw new WardkeyError('sign-in-not-chosen');
  warmth.renew();
  await full.signIn.choose(tabId);
}

async function onPageChange(tabId: number): Promise<void> {
  const seen = await pages.seen.at(tabId);
  await checkUp.trouble.onPage(tabId, seen);
  await desk.onPage(tabId, seen);
  await full?.byPolicy.onPage(tabId, desk.listedPage(tabId));
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

function notice(): PopupView['notice'] {
  const refused = full?.signIn.notice ?? null;
  return refused ?? (settings.problem && { code: 'policy-invalid', facts: settings.problem });
}

/** Sends the pages of ours that are open what they show now. */
function publish(): void {
  popups.publish();
  settingsFeed.publish();
  desk.panels.publish();
}

function onChange(): void {
  publish();
  desk.onNews();
  smartcards.onDevices();
  const state = { signIn: full?.signIn.current ?? null, notice: notice() };
  showBadges(pages.seen, state, language()).catch(() => undefined);
}
