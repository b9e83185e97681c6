import type { SignInView } from '../../shared/messages/views.ts';
import { CARD, KEY, NEW_CARD } from './scene-devices.ts';

/** What belongs to a sign-in of another kind: a page asks for the card, or a key is wiped. */
export const OF_OTHER_KINDS: Readonly<Record<string, Pick<SignInView, 'kind' | 'stage'>>> = {
  consent: {
    kind: 'authenticate',
    stage: {
      type: 'consent',
      step: 'step-1',
      device: CARD,
      name: 'MORGAN, Alex',
      issuer: 'Practice Issuer',
    },
  },
  'consent-last-try': {
    kind: 'sign',
    stage: {
      type: 'consent',
      step: 'step-2',
      device: CARD,
      name: 'MORGAN, Alex',
      issuer: 'Practice Issuer',
      lastTry: true,
    },
  },
  'pin-pad': { kind: 'authenticate', stage: { type: 'pin-pad', device: CARD, triesLeft: 3 } },
  unplug: { kind: 'key-reset', stage: { type: 'unplug', device: KEY } },
  'unplug-reader': { kind: 'key-reset', stage: { type: 'unplug', device: NEW_CARD } },
  'plug-in': { kind: 'key-reset', stage: { type: 'plug-in', device: KEY } },
  'reset-touch': { kind: 'key-reset', stage: { type: 'touch', device: KEY } },
  'reset-touch-long': { kind: 'key-reset', stage: { type: 'touch', device: KEY, long: true } },
};
