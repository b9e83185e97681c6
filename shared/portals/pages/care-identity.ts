import type { CataloguePage } from '../catalogue-page.ts';
import type { ErrorPlaces } from '../page-errors.ts';

const CIS2_HOSTS = [
  'am.nhsidentity.spineservices.nhs.uk',
  'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk',
  'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk',
  'am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk',
] as const;
const CIS2_PATHS: readonly RegExp[] = [/^\/openam\/(XUI|oauth2|UI)/, /^\//];
/** What every page of the Care Identity sign-in has. */
const HEADER = '.nhsuk-cis2-cia-header-text';
const SUBMIT = '.nhsuk-button[type=submit]';

const SMARTCARD = { en: 'Smartcard', cy: 'Cerdyn clyfar' };
const CIS2 = {
  en: 'CIS2 - Care Identity Authentication',
  cy: 'CIS2 - Dilysu Hunaniaeth Gofal',
};

/** Care Identity's pages put their errors into headings and alerts. */
const SHOWN: ErrorPlaces = {
  family: 'care-identity',
  at: ['h1', 'h2', 'h3', '[role=alert]', '.nhsuk-error-summary', '.nhsuk-error-message'],
};

/** Care Identity: signing in, and looking after smartcards. */
export const careIdentityPages = () =>
  [
    {
      id: 'cis2-choose-authenticator',
      hosts: CIS2_HOSTS,
      paths: CIS2_PATHS,
      selectors: [HEADER, SUBMIT, 'input[type=radio]'],
      texts: [
        SMARTCARD,
        { en: 'Security Key', cy: 'Allwedd Ddiogelwch' },
        { en: 'Windows Hello' },
        { en: 'iPad' },
        { en: 'Passkey', cy: 'Pas-allwedd' },
        { en: 'Microsoft Authenticator' },
        { en: 'Authenticator app', cy: 'Ap dilysu' },
        { en: 'NHS.net Connect' },
        { en: 'NHSmail' },
      ],
      enoughTexts: 2,
      unconfirmed: ['am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk'],
    },
    {
      id: 'cis2-username',
      hosts: ['am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk'],
      paths: CIS2_PATHS,
      // The numbers change with each build of the test environment.
      keySelectors: ['#floatingLabelInput19', '#floatingLabelInput25'],
      selectors: [HEADER, SUBMIT],
      texts: [CIS2],
      audience: 'tester',
    },
    {
      id: 'cis2-smartcard',
      hosts: CIS2_HOSTS,
      paths: CIS2_PATHS,
      selectors: [HEADER],
      headings: [
        { en: 'Smartcard Authentication Failure', cy: 'Methiant Dilysu Cerdyn Clyfar' },
        { en: 'Insert your smartcard…', cy: 'Rhowch eich cerdyn clyfar…' },
        { en: '400_…' },
        { en: '500_…' },
      ],
      texts: [SMARTCARD],
      errors: SHOWN,
    },
    {
      id: 'cis2-role',
      hosts: CIS2_HOSTS,
      paths: CIS2_PATHS,
      keySelectors: ["[id^='nhsRoleId_']"],
      selectors: [HEADER, SUBMIT],
      headings: [
        { en: 'Select the role you want to use', cy: 'Dewiswch y rôl rydych am ei defnyddio' },
      ],
      texts: [{ en: 'Role', cy: 'Rôl' }],
    },
    {
      id: 'cim',
      hosts: ['manage-care-identities.care-identity-service2.nhs.uk'],
      paths: [/^\//],
      isWholeHost: true,
      headings: [
        { en: 'Care Identity Management', cy: 'Rheoli Hunaniaeth Gofal' },
        { en: 'View your profile', cy: 'Gweld eich proffil' },
      ],
      actions: [
        { en: 'Renew your own smartcard', cy: 'Adnewyddu eich cerdyn clyfar eich hun' },
        { en: 'Add other authenticators', cy: 'Ychwanegu dilyswyr eraill' },
        { en: 'View your profile', cy: 'Gweld eich proffil' },
        { en: 'Issue other authenticator', cy: 'Rhoi dilysydd arall' },
      ],
      texts: [{ en: 'Authenticators', cy: 'Dilyswyr' }],
    },
    {
      id: 'cim-unlock',
      hosts: ['manage-care-identities.care-identity-service2.nhs.uk'],
      paths: [/^\//],
      hashes: ['#/self-service/unlock-authenticator'],
      within: 'cim',
      headings: [
        { en: 'ERR1009: Failed to obtain SOPIN for user…' },
        { en: 'PR20002…' },
        { en: 'Port redirection service is unavailable…' },
      ],
      texts: [
        { en: 'Start now', cy: 'Dechrau nawr' },
        { en: 'security code', cy: 'cod diogelwch' },
        { en: 'new passcode', cy: 'cod pas newydd' },
        { en: 'Confirm', cy: 'Cadarnhau' },
      ],
      enoughTexts: 2,
      shortLinks: ['digital.nhs.uk/unlock'],
      errors: SHOWN,
    },
    {
      id: 'spine-portal',
      hosts: ['portal.national.ncrs.nhs.uk', 'digital.nhs.uk'],
      paths: [/^\/portal\/dt/, /^\/services\/care-identity-service\/nhs-spine-portal/],
      within: 'support-article',
      decides: 'path',
      headings: [{ en: 'Spine Portal', cy: 'Porth Spine' }],
    },
  ] as const satisfies readonly CataloguePage[];
