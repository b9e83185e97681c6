/** Where a check looks, in the order in which a sign-in passes there. */
export const AREAS = [
  'connection',
  'browser',
  'bridge',
  'system',
  'key',
  'card',
  'trial',
  'report',
] as const;
export type Area = (typeof AREAS)[number];

/** What a check cannot do without. */
export type Need = 'nothing' | 'network' | 'browser-page' | 'bridge' | 'person';

export interface Check {
  readonly area: Area;
  readonly needs: Need;
  /** How long it may take, in milliseconds, without the time that a person takes. */
  readonly limitMs: number;
}

/** Ends early enough for the whole to end within three seconds, where nobody has to do anything. */
const PROMPT_MS = 2_500;
/** What a person gets to touch a key or to type a PIN. */
const PERSON_MS = 90_000;

/** Every check, by its id. They run side by side. */
export const CHECKS = {
  network: { area: 'connection', needs: 'network', limitMs: PROMPT_MS },
  portal: { area: 'connection', needs: 'network', limitMs: PROMPT_MS },
  webauthn: { area: 'browser', needs: 'browser-page', limitMs: PROMPT_MS },
  'browser-rules': { area: 'browser', needs: 'bridge', limitMs: PROMPT_MS },
  'browser-package': { area: 'browser', needs: 'bridge', limitMs: PROMPT_MS },
  'browser-version': { area: 'browser', needs: 'bridge', limitMs: PROMPT_MS },
  program: { area: 'bridge', needs: 'browser-page', limitMs: PROMPT_MS },
  manifests: { area: 'bridge', needs: 'bridge', limitMs: PROMPT_MS },
  libraries: { area: 'bridge', needs: 'bridge', limitMs: PROMPT_MS },
  policy: { area: 'bridge', needs: 'bridge', limitMs: PROMPT_MS },
  session: { area: 'system', needs: 'bridge', limitMs: PROMPT_MS },
  'card-service': { area: 'system', needs: 'bridge', limitMs: PROMPT_MS },
  'usb-devices': { area: 'system', needs: 'bridge', limitMs: PROMPT_MS },
  permissions: { area: 'system', needs: 'bridge', limitMs: PROMPT_MS },
  'other-programs': { area: 'system', needs: 'bridge', limitMs: PROMPT_MS },
  keys: { area: 'key', needs: 'bridge', limitMs: PROMPT_MS },
  'key-model': { area: 'key', needs: 'bridge', limitMs: PROMPT_MS },
  'key-pin': { area: 'key', needs: 'bridge', limitMs: PROMPT_MS },
  'key-sign-ins': { area: 'key', needs: 'person', limitMs: PERSON_MS },
  readers: { area: 'card', needs: 'bridge', limitMs: PROMPT_MS },
  cards: { area: 'card', needs: 'bridge', limitMs: PROMPT_MS },
  'try-browser': { area: 'trial', needs: 'person', limitMs: PERSON_MS },
  'try-bridge': { area: 'trial', needs: 'person', limitMs: PERSON_MS },
  'failed-sign-in': { area: 'report', needs: 'nothing', limitMs: PROMPT_MS },
} as const satisfies Readonly<Record<string, Check>>;

export type CheckId = keyof typeof CHECKS;

export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];
