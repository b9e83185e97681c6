import type { StepId } from '../../../shared/diagnosis/steps.ts';
import { browser } from '../../platform/browser.ts';

/** Where a step is shown with all that belongs to it: a journey of the help page, or a page of its own. */
const PLACES: Partial<Record<StepId, string>> = {
  'reset-key': 'help/help.html#fido2-forgot-pin',
  'read-forgotten-pin': 'help/help.html#fido2-forgot-pin',
  'report-lost-key': 'help/help.html#fido2-lost',
  'report-lost-card': 'help/help.html#smartcard-lost',
  'register-again': 'help/help.html#fido2-register',
  'other-way-in': 'help/help.html#choose-method',
  'check-right-key': 'help/help.html#fido2-not-working',
  'ask-for-approved-key': 'help/help.html#contacts',
  'ask-local-administrator': 'help/help.html#contacts',
  'ask-registration-authority': 'help/help.html#contacts',
  'ask-service-desk': 'help/help.html#contacts',
  'unlock-card': 'help/help.html#smartcard-problems',
  'renew-certificates': 'help/help.html#smartcard-problems',
  'get-new-card': 'help/help.html#smartcard-problems',
  'turn-card-round': 'help/help.html#smartcard-problems',
  'wait-for-account': 'help/help.html#account-locked',
  'reset-password': 'help/help.html#sspr-reset',
  'set-up-second-way': 'help/help.html#enrol-mfa',
  'start-credential-management': 'help/help.html#smartcard-problems',
};

/** The address of what shows a step, where there is such a page. */
export function stepLink(step: StepId): string | null {
  const place = PLACES[step];
  return place === undefined ? null : browser.runtime.getURL(`extension/pages/${place}`);
}
