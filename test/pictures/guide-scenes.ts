import { type BannerFacts, bannerView } from '../../extension/background/guide/banner-text.ts';
import type { CardsRead } from '../../shared/journeys/card-live-state.ts';
import type { Place } from '../../shared/journeys/engine.ts';
import type { BannerView } from '../../shared/messages/banner-view.ts';
import type { GuideView } from '../../shared/messages/guide-view.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { Language } from '../../shared/settings/settings.ts';

const KEY: DeviceSummary = {
  id: 'usb-1',
  transport: 'usb',
  name: 'Practice Key 5',
  key: {
    versions: ['FIDO_2_1'],
    aaguid: '00'.repeat(16),
    pinSet: true,
    userVerification: null,
    residentKeys: true,
    minPinLength: 4,
  },
};
const READER_KEY: DeviceSummary = { ...KEY, id: 'nfc-1', transport: 'nfc', name: 'Desk Reader' };
const HELD_CARD: DeviceSummary = {
  id: 'card-1',
  transport: 'smart-card',
  name: 'Practice Reader 00 00',
  problem: 'device-busy',
};

/** How that card stood on 22 November 2026. */
const CARDS: CardsRead = {
  list: {
    cards: [
      {
        device: { id: 'card-1', transport: 'smart-card', name: 'Practice Reader 00 00' },
        family: null,
        otherApplet: null,
        piv: {
          pinTries: 3,
          certificates: [
            { slot: '9a', purpose: 'authentication', validity: 'good', daysLeft: 101 },
          ],
          unreadable: [],
        },
      },
    ],
    problems: [],
  },
  at: Date.UTC(2026, 10, 22),
};

const CONTACTS = {
  'it-service-desk': { name: 'Ward IT help', phone: '01632 960 001', hours: '8 am to 6 pm' },
};

const FACTS: Omit<BannerFacts, 'language'> = {
  bridge: { state: 'ready', version: '0.1.0' },
  list: { devices: [KEY], problems: [] },
  touch: false,
  cards: null,
  guide: { page: 'portal-home', offersSignIn: true, asked: false, place: null },
  contacts: CONTACTS,
  version: '0.1.0',
  signIn: 'offered',
  trouble: null,
};

function at(journey: string, step: number, page: string): BannerFacts['guide'] {
  const place: Place = { journey, step, page };
  return { page, offersSignIn: true, asked: false, place };
}

const STATES: Readonly<Record<string, Partial<BannerFacts>>> = {
  offer: {},
  'key-first': {
    guide: at('key-sign-in', 1, 'portal-home'),
    list: { devices: [], problems: [] },
  },
  'key-pin': { guide: at('key-sign-in', 5, 'entra-fido') },
  'key-touch': { guide: at('key-sign-in', 5, 'entra-fido'), touch: true, signIn: 'running' },
  'key-in-reader': {
    guide: at('key-sign-in', 2, 'entra-username'),
    list: { devices: [READER_KEY], problems: [] },
  },
  'card-held': {
    guide: at('smartcard-sign-in', 3, 'cis2-choose-authenticator'),
    list: { devices: [HELD_CARD], problems: [] },
  },
  'card-good': {
    guide: at('smartcard-sign-in', 3, 'cis2-choose-authenticator'),
    list: { devices: [{ ...HELD_CARD, problem: 'device-not-fido' }], problems: [] },
    cards: CARDS,
  },
  afar: {
    guide: at('key-sign-in', 2, 'entra-username'),
    bridge: { state: 'ready', version: '0.1.0', remote: 'citrix' },
    list: { devices: [], problems: [] },
  },
  elsewhere: { guide: at('fido2-lost', 1, 'entra-username') },
  answer: { guide: at('choose-method', 1, 'portal-home') },
  'on-the-phone': { guide: at('number-match-sign-in', 2, 'entra-number-match') },
  'long-step': { guide: at('authenticator-security-info', 4, 'ms-register-start-app') },
  'three-warnings': { guide: at('enrol-mfa', 1, 'portal-home') },
  'after-trouble': {
    guide: at('key-sign-in', 5, 'entra-fido'),
    trouble: { wanted: 'key', error: 'pin-wrong', checkedUp: null },
  },
  'lost-card': { guide: at('smartcard-lost', 1, 'cis2-smartcard') },
  'no-program': {
    guide: at('key-sign-in', 1, 'portal-home'),
    bridge: { state: 'failed', code: 'bridge-missing', facts: {} },
    list: null,
  },
  done: { guide: at('enrol-mfa', 7, 'portal-self-service') },
};

/** The banner in every state, by name: what the background makes of it. */
export function bannerScenes(language: Language): Record<string, BannerView> {
  return Object.fromEntries(
    Object.entries(STATES).map(([name, state]) => {
      const view = bannerView({ ...FACTS, ...state, language });
      if (view === null) throw new Error(`${name} shows nothing`);
      return [name, view];
    }),
  );
}

/** The side panel, without a journey and in the middle of each kind of them. */
export function guideScenes(language: Language): Record<string, GuideView> {
  return Object.fromEntries(
    ['offer', 'key-pin', 'card-held', 'card-good', 'answer', 'long-step', 'three-warnings'].map(
      (name) => {
        const { guide = FACTS.guide, list = FACTS.list } = STATES[name] ?? {};
        const { page, place } = guide;
        const view: GuideView = {
          language,
          tabId: 7,
          page,
          place: place && { journey: place.journey, step: place.step },
          banner: bannerView({ ...FACTS, ...STATES[name], language }),
          list,
          contacts: CONTACTS,
        };
        return [name, view];
      },
    ),
  );
}

/** The help page. */
export function helpScenes(language: Language): Record<string, GuideView> {
  const { offer } = guideScenes(language);
  if (offer === undefined) throw new Error('no scene');
  return { all: offer };
}
