import type { PageErrorId } from '../portals/page-errors.ts';
import type { FindingCode } from './catalogue.ts';
import { FINDINGS } from './catalogue.ts';
import type { Finding } from './finding.ts';
import type { Wanted } from './finding-row.ts';

/** What each error that a page shows says is wrong. */
const SAYS: Readonly<Record<PageErrorId, FindingCode>> = {
  AADSTS50020: 'wrong-organisation',
  AADSTS50034: 'account-unknown',
  AADSTS50053: 'account-locked',
  AADSTS50055: 'password-ended',
  AADSTS50056: 'password-refused',
  AADSTS50057: 'account-off',
  AADSTS50058: 'sign-in-stale',
  AADSTS50072: 'second-way-wanted',
  AADSTS50074: 'second-step-missing',
  AADSTS50076: 'second-step-missing',
  AADSTS50078: 'second-step-missing',
  AADSTS50079: 'second-way-wanted',
  AADSTS50087: 'second-step-missing',
  AADSTS50088: 'second-step-missing',
  AADSTS50089: 'sign-in-stale',
  AADSTS50097: 'computer-not-allowed',
  AADSTS50105: 'app-not-given',
  AADSTS50125: 'second-way-wanted',
  AADSTS50126: 'password-refused',
  AADSTS50131: 'access-stopped',
  AADSTS50132: 'sign-in-stale',
  AADSTS50133: 'sign-in-stale',
  AADSTS50144: 'password-ended',
  AADSTS50155: 'computer-not-allowed',
  AADSTS50158: 'second-step-missing',
  AADSTS50173: 'sign-in-stale',
  AADSTS50192: 'certificate-lost',
  AADSTS50196: 'sign-in-stale',
  AADSTS53000: 'computer-not-allowed',
  AADSTS53001: 'computer-not-allowed',
  AADSTS53003: 'access-stopped',
  AADSTS530035: 'access-stopped',
  AADSTS53004: 'account-at-risk',
  AADSTS53010: 'access-stopped',
  AADSTS53011: 'account-at-risk',
  AADSTS70043: 'sign-in-stale',
  AADSTS75011: 'way-not-allowed',
  AADSTS90072: 'wrong-organisation',
  AADSTS90100: 'certificate-refused',
  AADSTS130004: 'hello-broken',
  AADSTS130005: 'hello-broken',
  AADSTS130007: 'computer-not-allowed',
  AADSTS130008: 'computer-not-allowed',
  AADSTS130501: 'way-not-allowed',
  AADSTS135010: 'no-credential',
  AADSTS135011: 'computer-not-allowed',
  AADSTS135016: 'model-not-allowed',
  AADSTS1001000: 'certificate-refused',
  AADSTS1001003: 'certificate-refused',
  AADSTS900561: 'sign-in-stale',
  AADSTS120000: 'password-not-changed',
  AADSTS500212: 'wrong-organisation',
  AADSTS500213: 'wrong-organisation',
  'AADSTS-other': 'page-error-unknown',
  'request-denied': 'second-step-missing',
  'request-unanswered': 'second-step-missing',
  'account-locked-out': 'account-locked',
  'password-incorrect': 'password-refused',
  'key-not-familiar': 'no-credential',
  'key-not-permitted': 'model-not-allowed',
  'certificate-not-valid': 'certificate-refused',
  'smartcard-authentication-failure': 'card-refused',
  'credential-management-not-running': 'credential-management-unheard',
  'port-43485-not-connected': 'credential-management-unheard',
  'port-55000-cannot-login': 'card-refused',
  PR20002: 'credential-management-unheard',
  PR30007: 'credential-management-unheard',
  '0x53494703': 'card-refused',
  '0x53494705': 'card-unread-there',
  ERR1002: 'card-unread-there',
  ERR1009: 'card-refused',
  ERR5022: 'card-refused',
  'problem-reading-smartcard': 'card-unread-there',
};

/** Errors whose id is what the page shows: the words on others are not the page's. */
const CODE = /^[A-Z0-9x]+$/;

/** The finding that an error of a page is: the first of a check-up that begins with one. */
export function shownFinding(shown: PageErrorId): Finding {
  return {
    code: SAYS[shown],
    facts: { reported: true, ...(CODE.test(shown) && { shown }) },
  };
}

/** What the sign-in was with, as far as a page's error tells. */
export function wantedBy(shown: PageErrorId): Wanted {
  const { path } = FINDINGS[SAYS[shown]];
  return path === 'any' ? 'either' : path;
}
