import type { Journey } from './journey.ts';
import { ACCOUNT_LOCKED } from './list/account-locked.ts';
import { APPLE_WATCH } from './list/apple-watch.ts';
import { AUTHENTICATOR_APP_QUESTIONS } from './list/authenticator-app-questions.ts';
import { AUTHENTICATOR_PORTAL } from './list/authenticator-portal.ts';
import { AUTHENTICATOR_SECURITY_INFO } from './list/authenticator-security-info.ts';
import { CHOOSE_METHOD } from './list/choose-method.ts';
import { DEADLINE } from './list/deadline.ts';
import { ENROL_MFA } from './list/enrol-mfa.ts';
import { FIDO2_FORGOT_PIN } from './list/fido2-forgot-pin.ts';
import { FIDO2_LOST } from './list/fido2-lost.ts';
import { FIDO2_NOT_WORKING } from './list/fido2-not-working.ts';
import { FIDO2_REGISTER } from './list/fido2-register.ts';
import { FIDO2_START } from './list/fido2-start.ts';
import { HELP_CONTACTS } from './list/help-contacts.ts';
import { KEY_SIGN_IN } from './list/key-sign-in.ts';
import { MYTHS_FACTS } from './list/myths-facts.ts';
import { NEXT_STEPS } from './list/next-steps.ts';
import { NO_MOBILE_DEVICE } from './list/no-mobile-device.ts';
import { NON_UK_NUMBER } from './list/non-uk-number.ts';
import { NUMBER_MATCH_SIGN_IN } from './list/number-match-sign-in.ts';
import { PHONE_CALL } from './list/phone-call.ts';
import { PHONE_SMS } from './list/phone-sms.ts';
import { SECURE_CARE } from './list/secure-care.ts';
import { SECURE_EMAIL_ONLY } from './list/secure-email-only.ts';
import { SHARED_MAILBOX } from './list/shared-mailbox.ts';
import { SMARTCARD_LOST } from './list/smartcard-lost.ts';
import { SMARTCARD_PROBLEMS } from './list/smartcard-problems.ts';
import { SMARTCARD_REGISTER } from './list/smartcard-register.ts';
import { SMARTCARD_SIGN_IN } from './list/smartcard-sign-in.ts';
import { SSPR_PREPARE } from './list/sspr-prepare.ts';
import { SSPR_RESET } from './list/sspr-reset.ts';
import { UNEXPECTED_PROMPT } from './list/unexpected-prompt.ts';
import { WHAT_IS_MFA } from './list/what-is-mfa.ts';
import { WHEN_PROMPTED } from './list/when-prompted.ts';

/** Every journey, those for keys and cards first, then in the order of the help page. */
export const JOURNEYS: readonly Journey[] = [
  KEY_SIGN_IN,
  SMARTCARD_SIGN_IN,
  NUMBER_MATCH_SIGN_IN,
  FIDO2_NOT_WORKING,
  FIDO2_FORGOT_PIN,
  FIDO2_LOST,
  FIDO2_REGISTER,
  FIDO2_START,
  SMARTCARD_PROBLEMS,
  SMARTCARD_LOST,
  SMARTCARD_REGISTER,
  ACCOUNT_LOCKED,
  UNEXPECTED_PROMPT,
  WHAT_IS_MFA,
  CHOOSE_METHOD,
  WHEN_PROMPTED,
  DEADLINE,
  SECURE_EMAIL_ONLY,
  AUTHENTICATOR_APP_QUESTIONS,
  MYTHS_FACTS,
  NEXT_STEPS,
  ENROL_MFA,
  AUTHENTICATOR_PORTAL,
  SHARED_MAILBOX,
  SECURE_CARE,
  NO_MOBILE_DEVICE,
  APPLE_WATCH,
  SSPR_PREPARE,
  AUTHENTICATOR_SECURITY_INFO,
  PHONE_SMS,
  PHONE_CALL,
  NON_UK_NUMBER,
  SSPR_RESET,
  HELP_CONTACTS,
];

const BY_ID = new Map(JOURNEYS.map((journey) => [journey.id, journey]));

/** The journey of a name, or `undefined` where there is none. */
export function journeyOf(id: string): Journey | undefined {
  return BY_ID.get(id);
}
