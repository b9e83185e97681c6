import type { PopupView, SignInView } from '../../shared/messages/views.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { bannerScenes } from './guide-scenes.ts';
import { OF_OTHER_KINDS } from './other-kinds.ts';
import { CARD, HELD_CARD, KEY, NEW_CARD } from './scene-devices.ts';

const PIN = {
  type: 'pin',
  step: 'step-1',
  device: KEY,
  triesLeft: 8,
  lastTry: false,
  minLength: 4,
  maxBytes: 63,
} as const;

const NEW_PIN = {
  type: 'new-pin',
  step: 'step-1',
  device: KEY,
  current: { triesLeft: 8, lastTry: false, minLength: 4 },
  minLength: 6,
  maxLength: 63,
  maxBytes: 63,
  ownRules: false,
} as const;

const SIGN_IN_STAGES: Readonly<Record<string, SignInView['stage']>> = {
  connecting: { type: 'connecting' },
  'device-wait': { type: 'device-wait', list: { devices: [], problems: [] } },
  'device-wait-found': {
    type: 'device-wait',
    list: { devices: [HELD_CARD, NEW_CARD], problems: ['pcsc-service-stopped'] },
  },
  'device-choice': { type: 'device-choice', step: 'step-1', devices: [KEY, CARD] },
  pin: PIN,
  'pin-wrong': { ...PIN, step: 'step-2', triesLeft: 7, problem: 'pin-wrong' },
  'pin-last-try': {
    ...PIN,
    step: 'step-3',
    device: CARD,
    triesLeft: 1,
    lastTry: true,
    problem: 'pin-wrong',
  },
  'pin-maybe-last-try': {
    ...PIN,
    step: 'step-4',
    device: CARD,
    triesLeft: null,
    lastTry: true,
  },
  'new-pin': NEW_PIN,
  'new-pin-first': { ...NEW_PIN, step: 'step-2', current: undefined, ownRules: true },
  'new-pin-simple': {
    ...NEW_PIN,
    step: 'step-3',
    current: { triesLeft: 1, lastTry: true, minLength: 4 },
    ownRules: true,
    problem: 'pin-too-simple',
  },
  'touch-key': { type: 'touch', device: KEY },
  fingerprint: { type: 'fingerprint', device: KEY, triesLeft: 5 },
  'fingerprint-wrong': {
    type: 'fingerprint',
    device: KEY,
    triesLeft: 4,
    problem: 'fingerprint-wrong',
  },
  'pin-after-finger': { ...PIN, step: 'step-4', problem: 'fingerprint-blocked' },
  'touch-nfc': { type: 'touch', device: NEW_CARD },
  'touch-again': { type: 'touch', device: NEW_CARD, again: true },
  'touch-card': { type: 'touch', device: CARD },
  'account-choice': {
    type: 'account-choice',
    step: 'step-1',
    accounts: [
      { index: 0, name: 'alex.morgan@practice.example', displayName: 'Alex Morgan' },
      { index: 1, name: 'ward7@practice.example' },
      { index: 2 },
    ],
  },
  working: { type: 'working', device: KEY },
  done: { type: 'done' },
  'failed-blocked': { type: 'failed', code: 'pin-blocked', facts: {} },
  'failed-removed': { type: 'failed', code: 'device-removed', facts: {} },
  'failed-bridge': { type: 'failed', code: 'bridge-missing', facts: {} },
  cancelled: { type: 'failed', code: 'ceremony-cancelled', facts: {} },
};

const ORIGIN = 'https://login.microsoft.com';

const POPUP: PopupView = {
  language: 'en',
  edition: 'full',
  tab: { id: 7, origin: 'https://login.microsoft.com', offered: true },
  page: null,
  missingAccess: [],
  bridge: { state: 'ready', version: '0.1.0' },
  list: { devices: [KEY, HELD_CARD, NEW_CARD], problems: [] },
  signIn: null,
  notice: null,
  trouble: null,
  guide: null,
  guideHidden: false,
};

const SEEN = { warnings: [], name: null, isOurs: true, report: null } as const;

/** What the popup tells of pages. */
const PAGE_STATES: Readonly<Record<string, Partial<PopupView>>> = {
  'page-sure': {
    page: {
      ...SEEN,
      match: {
        kind: 'page',
        page: 'entra-fido',
        portal: 'entra',
        confidence: 'sure',
        evidence: ['host', 'path', 'heading', 'came-from'],
      },
    },
  },
  'page-likely': {
    tab: { id: 7, origin: 'https://portal.nhs.net', offered: true },
    page: {
      ...SEEN,
      match: {
        kind: 'page',
        page: 'portal-fido2-tokens',
        portal: 'nhsnet-portal',
        confidence: 'likely',
        evidence: ['host', 'heading'],
      },
    },
  },
  'portal-alone': {
    tab: { id: 7, origin: 'https://portal.nhs.net', offered: true },
    page: { ...SEEN, match: { kind: 'portal', portal: 'nhsnet-portal', evidence: ['host'] } },
  },
  'portal-of-policy': {
    tab: { id: 7, origin: 'https://id.trust.example', offered: false },
    page: {
      ...SEEN,
      name: 'Trust sign-in',
      match: { kind: 'portal', portal: 'policy', evidence: ['host'] },
    },
    missingAccess: ['a.trust.example', 'b.trust.example', 'c.trust.example', 'd.trust.example'],
  },
  'near-miss': {
    page: {
      ...SEEN,
      match: { kind: 'near-miss', why: 'other-tenant', portal: 'entra', evidence: ['tenant'] },
    },
  },
  'key-hidden': {
    page: {
      ...SEEN,
      warnings: ['key-choice-hidden'],
      match: {
        kind: 'page',
        page: 'entra-mfa-choose',
        portal: 'entra',
        confidence: 'sure',
        evidence: ['host', 'page-id', 'tenant'],
      },
    },
  },
  'look-alike': {
    tab: { id: 7, origin: 'https://login.rnicrosoftonline.com', offered: false },
    page: {
      ...SEEN,
      isOurs: false,
      match: {
        kind: 'look-alike',
        signs: ['confusable', 'microsoft-form'],
        like: 'login.microsoftonline.com',
      },
    },
  },
  stranger: {
    tab: { id: 7, origin: 'https://www.practice.example', offered: false },
    page: { ...SEEN, isOurs: false, match: { kind: 'nothing' } },
  },
  report: {
    page: {
      ...SEEN,
      match: { kind: 'portal', portal: 'entra', evidence: ['host'] },
      report: JSON.stringify(
        {
          wardkey: '0.1.0',
          host: 'login.microsoftonline.com',
          path: '/<hidden: 36 letters, digits, marks>/oauth2/v2.0/authorize',
          elements: ['input#i0116[type=email][name=loginfmt]', 'button#idSIButton9[type=submit]'],
        },
        null,
        2,
      ),
    },
  },
};

const POPUP_STATES: Readonly<Record<string, Partial<PopupView>>> = {
  ...PAGE_STATES,
  offered: {},
  'guide-offer': {},
  'guide-step': {},
  'guide-hidden': { guideHidden: true },
  'not-listed': {
    tab: { id: 7, origin: 'https://www.practice.example', offered: false },
    list: { devices: [], problems: [] },
  },
  'page-unknown': { tab: { id: 7, origin: null, offered: false } },
  guide: {
    edition: 'guide',
    tab: { id: 7, origin: 'https://login.microsoft.com', offered: false },
  },
  'bridge-connecting': { bridge: { state: 'connecting' }, list: null },
  'bridge-missing': { bridge: { state: 'failed', code: 'bridge-missing', facts: {} }, list: null },
  'card-alone': { list: { devices: [{ ...HELD_CARD, problem: 'device-not-fido' }], problems: [] } },
  'service-stopped': { list: { devices: [], problems: ['pcsc-service-stopped'] } },
  'open-waiting': { signIn: { tabId: 7, origin: ORIGIN, stage: 'waiting-for-page' } },
  'open-running': { signIn: { tabId: 7, origin: ORIGIN, stage: 'ceremony' } },
  'open-elsewhere': {
    tab: { id: 7, origin: 'https://www.practice.example', offered: false },
    signIn: { tabId: 8, origin: ORIGIN, stage: 'waiting-for-page' },
  },
  trouble: { trouble: { wanted: 'key', error: 'pin-blocked', checkedUp: null } },
  'trouble-checked-up': {
    trouble: {
      wanted: 'key',
      error: 'no-credential',
      checkedUp: {
        wanted: 'key',
        findings: [{ code: 'pin-blocked', facts: { model: 'Practice Key 5' } }],
        hasOtherWay: null,
      },
    },
  },
  notice: {
    signIn: { tabId: 7, origin: ORIGIN, stage: 'waiting-for-page' },
    notice: { code: 'sign-in-other-origin', facts: {} },
  },
};

/** What the guide says in a state of the popup, by the banner's own states. */
const GUIDE_IN_POPUP: ReadonlyMap<string, string> = new Map([
  ['guide-offer', 'offer'],
  ['guide-step', 'key-pin'],
  ['guide-hidden', 'three-warnings'],
]);

/** The sign-in window at every stage, by name. */
export function signInScenes(language: Language): Record<string, SignInView> {
  const common = { language, tabId: 7, kind: 'get', host: 'login.microsoft.com' } as const;
  const scenes = Object.entries(SIGN_IN_STAGES).map(([name, stage]) => [
    name,
    { ...common, stage },
  ]);
  const touch = { type: 'touch', device: KEY } as const;
  return {
    ...Object.fromEntries(scenes),
    ...Object.fromEntries(
      Object.entries(OF_OTHER_KINDS).map(([name, other]) => [name, { ...common, ...other }]),
    ),
    'touch-key-new-pin': { ...common, pinSet: true, stage: touch },
  };
}

/** The popup in every state, by name. */
export function popupScenes(language: Language): Record<string, PopupView> {
  return Object.fromEntries(
    Object.entries(POPUP_STATES).map(([name, state]) => [
      name,
      {
        ...POPUP,
        ...state,
        language,
        otherLanguage: language === 'en' ? 'cy' : 'en',
        guide: bannerScenes(language)[GUIDE_IN_POPUP.get(name) ?? ''] ?? null,
      },
    ]),
  );
}
