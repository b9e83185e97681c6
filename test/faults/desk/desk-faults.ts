import type { DeskFault } from './desk-fault.ts';
import { PAGE_FAULTS } from './page-faults.ts';
import { bridge, desk } from './played-changes.ts';
import { KEY_LOOK_FAULTS, SIGN_IN_FAULTS } from './sign-in-faults.ts';
import { TRY_FAULTS } from './try-faults.ts';

const never = () => new Promise<never>(() => {});

const IN_BROWSER: readonly DeskFault[] = [
  {
    name: 'a page that did not come over a secure way',
    finds: 'insecure-page',
    break: desk({ isSecureContext: false }),
  },
  {
    name: 'a browser without WebAuthn',
    finds: 'webauthn-missing',
    break: desk({ hasWebAuthn: false }),
  },
  {
    name: 'another extension holds the browser’s WebAuthn',
    finds: 'proxy-held',
    break: desk({ holder: 'Another extension is attached' }),
  },
  {
    name: 'a password manager answers for WebAuthn in the portal’s page',
    finds: 'credentials-overridden',
    says: 'well',
    break: desk({ isOverridden: true }),
  },
  {
    name: 'a private window',
    finds: 'private-window',
    says: 'well',
    break: desk({ isPrivate: true }),
  },
  {
    name: 'a browser without conditional mediation',
    finds: 'conditional-missing',
    says: 'well',
    break: desk({ isConditional: async () => false }),
  },
  {
    name: 'a computer without a key of its own',
    finds: 'platform-key-missing',
    says: 'well',
    break: desk({ hasOwnKey: async () => false }),
  },
  {
    name: 'a browser that never says what it can do',
    finds: 'unanswered-browser',
    says: 'unknown',
    break: desk({ hasOwnKey: never }),
  },
];

const ON_THE_WAY: readonly DeskFault[] = [
  {
    name: 'a rule of the browser bars the bridge',
    finds: 'program-barred',
    break: ({ bridge: end }) => {
      end.refusal = 'Access to the native messaging host was disabled by the system administrator.';
    },
  },
  {
    name: 'the browser knows no bridge',
    finds: 'program-missing',
    break: bridge({ refusal: 'Specified native messaging host not found.' }),
  },
  {
    name: 'the bridge is there for another extension',
    finds: 'program-forbidden',
    break: ({ bridge: end }) => {
      end.refusal = 'Access to the specified native messaging host is forbidden.';
    },
  },
  {
    name: 'a bridge of another age',
    finds: 'program-other-version',
    break: bridge({ protocol: 9 }),
  },
  {
    name: 'a bridge that ends when it is greeted',
    finds: 'program-stopped',
    break: bridge({ diesAt: 'hello' }),
  },
  {
    name: 'a bridge that ends in the middle of the check-up',
    finds: 'program-stopped',
    break: bridge({ diesAt: 'check-up.run' }),
  },
  {
    name: 'a bridge that takes everything and answers nothing',
    finds: 'program-mute',
    break: bridge({ isMute: true }),
  },
  {
    name: 'a bridge that stands still in the middle of the check-up',
    finds: 'unanswered-bridge',
    says: 'unknown',
    break: bridge({ isStuck: true }),
  },
];

/** All that a desk is needed for. */
export const DESK_FAULTS: readonly DeskFault[] = [
  ...IN_BROWSER,
  ...ON_THE_WAY,
  ...KEY_LOOK_FAULTS,
  ...SIGN_IN_FAULTS,
  ...PAGE_FAULTS,
  ...TRY_FAULTS,
];
