/** Who can take a step. */
export type StepHelper =
  | 'you'
  | 'local-administrator'
  | 'it-service-desk'
  | 'registration-authority';

export interface Step {
  readonly who: StepHelper;
  /**
   * `needed`: takes something away that a person without another way to sign in could not do without,
   * so only for those who say that they have one. `hoped-for`: of no use to those who have none.
   */
  readonly otherWay?: 'needed' | 'hoped-for';
}

/**
 * Everything that a verdict may send somebody to do. What is general stands in the order in which the
 * guides of the portals go: the connection, another browser, another way to sign in and registering
 * the key anew, the local administrator.
 */
const ALL_STEPS = {
  connect: { who: 'you' },
  'sign-in-to-network': { who: 'you' },
  'check-network-rules': { who: 'it-service-desk' },
  'set-clock': { who: 'it-service-desk' },
  'wait-for-portal': { who: 'you' },
  'update-browser': { who: 'it-service-desk' },
  'use-packaged-browser': { who: 'it-service-desk' },
  'leave-private-window': { who: 'you' },
  'switch-off-extension': { who: 'you' },
  'allow-extension': { who: 'it-service-desk' },
  'allow-native-messaging': { who: 'it-service-desk' },
  'allow-cookies': { who: 'it-service-desk' },
  'allow-local-network': { who: 'it-service-desk' },
  'install-program': { who: 'it-service-desk' },
  'repair-program': { who: 'it-service-desk' },
  'update-wardkey': { who: 'it-service-desk' },
  'add-library': { who: 'it-service-desk' },
  'mend-policy': { who: 'it-service-desk' },
  'sign-in-at-computer': { who: 'you' },
  'install-card-service': { who: 'it-service-desk' },
  'start-card-service': { who: 'it-service-desk' },
  'restart-computer': { who: 'you' },
  'allow-card-service': { who: 'it-service-desk' },
  'install-reader-driver': { who: 'it-service-desk' },
  'add-key-rule': { who: 'it-service-desk' },
  'close-program': { who: 'you' },
  'share-reader': { who: 'it-service-desk' },
  'start-credential-management': { who: 'it-service-desk' },
  'move-from-identity-agent': { who: 'it-service-desk' },
  'plug-in': { who: 'you' },
  'plug-in-again': { who: 'you' },
  'other-socket': { who: 'you' },
  'one-key-only': { who: 'you' },
  'plug-in-reader': { who: 'you' },
  'put-card-in': { who: 'you' },
  'turn-card-round': { who: 'you' },
  'clean-card': { who: 'you' },
  'type-pin-with-care': { who: 'you' },
  'set-pin': { who: 'you' },
  'change-pin': { who: 'you' },
  'use-pin-for-finger': { who: 'you' },
  'touch-in-time': { who: 'you' },
  'remove-old-passkeys': { who: 'you' },
  'ask-for-approved-key': { who: 'local-administrator' },
  'read-forgotten-pin': { who: 'you' },
  'report-lost-key': { who: 'you' },
  'report-lost-card': { who: 'you' },
  'reset-key': { who: 'you', otherWay: 'needed' },
  'unlock-card': { who: 'registration-authority' },
  'renew-certificates': { who: 'you' },
  'get-new-card': { who: 'registration-authority' },
  'install-middleware': { who: 'it-service-desk' },
  'check-right-key': { who: 'you' },
  'wait-for-account': { who: 'you' },
  'check-name-typed': { who: 'you' },
  'use-own-account': { who: 'you' },
  'use-own-computer': { who: 'you' },
  'note-correlation': { who: 'you' },
  'type-password-with-care': { who: 'you' },
  'reset-password': { who: 'you' },
  'choose-other-password': { who: 'you' },
  'set-up-second-way': { who: 'you' },
  'do-second-step': { who: 'you' },
  'choose-other-certificate': { who: 'you' },
  'begin-sign-in-anew': { who: 'you' },
  'sign-in-through-wardkey': { who: 'you' },
  'sign-in-in-browser': { who: 'you' },
  'other-browser': { who: 'you' },
  'other-way-in': { who: 'you', otherWay: 'hoped-for' },
  'register-again': { who: 'you', otherWay: 'needed' },
  'sign-in-again': { who: 'you' },
  'run-again': { who: 'you' },
  'ask-registration-authority': { who: 'registration-authority' },
  'ask-local-administrator': { who: 'local-administrator' },
  'ask-service-desk': { who: 'it-service-desk' },
} as const satisfies Readonly<Record<string, Step>>;

export type StepId = keyof typeof ALL_STEPS;

export const STEPS: Readonly<Record<StepId, Step>> = ALL_STEPS;

export const STEP_IDS = Object.keys(ALL_STEPS) as readonly StepId[];
