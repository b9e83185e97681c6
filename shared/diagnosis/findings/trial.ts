import type { FindingRow } from '../finding-row.ts';

/** What a real try has shown, and what went wrong before anybody looked. */
export const TRIAL_FINDINGS = {
  'try-both-failed': {
    number: 320,
    check: 'try-bridge',
    weight: 'fault',
    confidence: 'likely',
    path: 'key',
    explains: ['try-browser-failed', 'try-bridge-failed', 'sign-in-failed'],
    steps: ['other-socket', 'other-way-in', 'ask-for-approved-key'],
  },
  'try-browser-failed': {
    number: 321,
    check: 'try-browser',
    weight: 'fault',
    confidence: 'likely',
    path: 'key',
    explains: ['sign-in-failed'],
    steps: ['sign-in-through-wardkey', 'other-browser', 'switch-off-extension'],
  },
  'try-bridge-failed': {
    number: 322,
    check: 'try-bridge',
    weight: 'fault',
    confidence: 'likely',
    path: 'key',
    steps: ['plug-in-again', 'run-again'],
  },
  'try-browser-impossible': {
    number: 323,
    check: 'try-browser',
    weight: 'note',
    confidence: 'certain',
    path: 'key',
    steps: [],
  },
  'try-worked': {
    number: 324,
    check: 'try-bridge',
    weight: 'note',
    confidence: 'certain',
    path: 'key',
    steps: [],
  },
  'sign-in-failed': {
    number: 325,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'possible',
    path: 'any',
    steps: ['other-browser', 'other-way-in', 'register-again', 'ask-local-administrator'],
  },
} as const satisfies Readonly<Record<string, FindingRow>>;
