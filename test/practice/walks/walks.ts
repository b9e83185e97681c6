import { AUTHENTICATOR } from './authenticator.ts';
import { ENROL } from './enrol.ts';
import { KEY_SIGN_IN } from './key-sign-in.ts';
import { REGISTER_KEY } from './register-key.ts';
import { REMOVE_KEY } from './remove-key.ts';
import { SMARTCARD_SIGN_IN } from './smartcard-sign-in.ts';
import type { Walk } from './walk.ts';

/** The whole practice, in the order in which one builds on the other. */
export const WALKS: readonly Walk[] = [
  ENROL,
  AUTHENTICATOR,
  REGISTER_KEY,
  KEY_SIGN_IN,
  SMARTCARD_SIGN_IN,
  REMOVE_KEY,
];
