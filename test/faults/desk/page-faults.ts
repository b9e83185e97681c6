import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import { type ErrorFamily, pageErrorIn } from '../../../shared/portals/page-errors.ts';
import type { DeskFault } from './desk-fault.ts';

/** Texts that stand where a page of a family shows its errors, and what each says is wrong. */
const TEXTS: readonly (readonly [ErrorFamily, string, FindingCode])[] = [
  ['entra', 'Error code: AADSTS50053', 'account-locked'],
  ['entra', 'Error code: AADSTS50057', 'account-off'],
  ['entra', 'Error code: AADSTS50034', 'account-unknown'],
  ['entra', 'Error code: AADSTS50020', 'wrong-organisation'],
  ['entra', 'Error code: AADSTS50105', 'app-not-given'],
  ['entra', 'Error code: AADSTS53004', 'account-at-risk'],
  ['entra', 'Error code: AADSTS53000', 'computer-not-allowed'],
  ['entra', 'Error code: AADSTS130501', 'way-not-allowed'],
  ['entra', 'Error code: AADSTS53003', 'access-stopped'],
  ['entra', 'Error code: AADSTS50055', 'password-ended'],
  ['entra', 'Error code: AADSTS50126', 'password-refused'],
  ['entra', 'Error code: AADSTS120000', 'password-not-changed'],
  ['entra', 'Error code: AADSTS50072', 'second-way-wanted'],
  ['entra', 'Error code: AADSTS130004', 'hello-broken'],
  ['entra', 'Request denied', 'second-step-missing'],
  ['entra', 'Error code: AADSTS50133', 'sign-in-stale'],
  ['entra', 'Error code: AADSTS50192', 'certificate-lost'],
  ['entra', 'Certificate validation failed', 'certificate-refused'],
  ['entra', 'Error code: AADSTS135010', 'no-credential'],
  ['entra', 'Error code: AADSTS135016', 'model-not-allowed'],
  ['entra', 'Error code: AADSTS999999', 'page-error-unknown'],
  ['care-identity', 'Error PR30007', 'credential-management-unheard'],
  ['care-identity', 'Error ERR1002', 'card-unread-there'],
  ['care-identity', 'Error 0x53494703', 'card-refused'],
];

/** What the page of a sign-in that failed shows. */
export const PAGE_FAULTS: readonly DeskFault[] = TEXTS.map(([family, text, finds]) => ({
  name: `the page shows “${text}”`,
  finds,
  ...(finds === 'page-error-unknown' && { says: 'unknown' }),
  break: (desk) => {
    desk.shown = pageErrorIn(text, family) ?? undefined;
  },
}));
