import type { CataloguePage, Phrase } from '../catalogue-page.ts';

const HOSTS = ['mysignins.microsoft.com'] as const;
const EITHER_PATH: readonly RegExp[] = [/^\/(security-info|register)/];
/** What every dialog of the registration has. */
const DIALOG = ['[role=dialog]', 'button.ms-Button--primary'] as const;

const NEXT: Phrase = { en: 'Next', cy: 'Nesaf' };
const DONE: Phrase = { en: 'Done', cy: 'Wedi gorffen' };
const PHONE: Phrase = { en: 'Phone', cy: 'Ffôn' };

/** A step of a registration: a dialog on the page, or on one of its own where it is asked for. */
const REGISTRATION = {
  hosts: HOSTS,
  paths: EITHER_PATH,
  within: 'security-info',
  selectors: DIALOG,
} as const;

/** My Sign-Ins: a page that changes its view without a change of address. */
export const mySignInsPages = () =>
  [
    {
      id: 'security-info',
      hosts: HOSTS,
      paths: [/^\/security-info/, /^\/$/],
      keySelectors: ["[name='Add method']"],
      selectors: ['#ms-banner', '.mectrl_profilepic'],
      headings: [
        { en: 'Security info', cy: 'Gwybodaeth ddiogelwch' },
        {
          en: 'You have already reached the limit of 10 security keys…',
          cy: 'Rydych eisoes wedi cyrraedd y terfyn o 10 allwedd ddiogelwch…',
        },
      ],
      actions: [{ en: 'Add sign-in method', cy: 'Ychwanegu dull mewngofnodi' }],
      shortLinks: ['aka.ms/mysecurityinfo', 'aka.ms/mfasetup', 'aka.ms/setupsecurityinfo'],
      unconfirmed: ['aka.ms/setupsecurityinfo'],
    },
    {
      id: 'security-info-add-dialog',
      hosts: HOSTS,
      paths: [/^\/security-info/],
      within: 'security-info',
      keySelectors: ["div[role=combobox][aria-label='Authentication method options']"],
      selectors: ['span.ms-Button-flexContainer', ...DIALOG],
      headings: [
        { en: 'Add a method', cy: 'Ychwanegu dull' },
        { en: 'Add a sign-in method', cy: 'Ychwanegu dull o fewngofnodi' },
        { en: 'Which method would you like to add?', cy: 'Pa ddull hoffech chi ei ychwanegu?' },
      ],
      texts: [
        { en: 'Authenticator app', cy: 'Ap dilysu' },
        PHONE,
        { en: 'Security key', cy: 'Allwedd ddiogelwch' },
        { en: 'Passkey', cy: 'Pas-allwedd' },
        { en: 'Add', cy: 'Ychwanegu' },
      ],
      unconfirmed: ['Which method would you like to add?'],
    },
    {
      id: 'security-info-security-key',
      hosts: HOSTS,
      paths: [/^\/security-info/],
      within: 'security-info',
      selectors: ["[id*='TextField']", 'button.ms-Button--primary'],
      headings: [
        {
          en: 'To set up a security key, you need to sign in with two-factor authentication.',
          cy: 'I osod allwedd ddiogelwch, mae angen i chi fewngofnodi gyda dilysu dau ffactor.',
        },
        {
          en: 'Choose the type of security key that you have…',
          cy: 'Dewiswch y math o allwedd ddiogelwch sydd gennych…',
        },
        { en: 'Have your key ready…', cy: 'Cadwch eich allwedd wrth law…' },
        { en: 'Name your security key…', cy: 'Rhowch enw i’ch allwedd ddiogelwch…' },
        {
          en: 'You can use your security key instead…',
          cy: 'Gallwch ddefnyddio’ch allwedd ddiogelwch yn lle…',
        },
      ],
      actions: [
        { en: 'USB device', cy: 'Dyfais USB' },
        { en: 'NFC device', cy: 'Dyfais NFC' },
      ],
      texts: [NEXT],
      unconfirmed: [
        'NFC device',
        'Choose the type of security key that you have…',
        'Have your key ready…',
        'Name your security key…',
        'You can use your security key instead…',
      ],
    },
    {
      id: 'security-info-phone',
      ...REGISTRATION,
      actions: [
        { en: 'United Kingdom (+44)', cy: 'Y Deyrnas Unedig (+44)' },
        { en: 'Text me a code', cy: 'Anfon cod testun ataf' },
        { en: 'Receive a code', cy: 'Derbyn cod' },
        { en: 'Call me', cy: 'Ffonio fi' },
      ],
      texts: [PHONE, NEXT],
      unconfirmed: ['path', 'Receive a code'],
    },
    {
      id: 'security-info-phone-code',
      ...REGISTRATION,
      actions: [{ en: 'Resend code', cy: 'Ailanfon y cod' }],
      texts: [PHONE, NEXT],
      unconfirmed: ['path'],
    },
    {
      id: 'security-info-phone-done',
      ...REGISTRATION,
      headings: [
        { en: 'SMS verified…', cy: 'SMS wedi’i wirio…' },
        { en: 'Call answered…', cy: 'Galwad wedi’i hateb…' },
        { en: 'Verification complete…', cy: 'Dilysu wedi’i gwblhau…' },
      ],
      texts: [DONE],
      unconfirmed: ['path', 'Verification complete…'],
    },
    {
      id: 'ms-register-start-app',
      ...REGISTRATION,
      headings: [
        { en: 'Start by getting the app', cy: 'Dechreuwch drwy gael yr ap' },
        { en: 'Install Microsoft Authenticator', cy: 'Gosod Microsoft Authenticator' },
      ],
      texts: [{ en: 'Download now', cy: 'Lawrlwytho nawr' }, NEXT],
      unconfirmed: ['path', 'Install Microsoft Authenticator'],
    },
    {
      id: 'ms-register-setup-account',
      ...REGISTRATION,
      headings: [
        { en: 'Set up your account', cy: 'Gosodwch eich cyfrif' },
        { en: 'Set up your account in app', cy: 'Gosodwch eich cyfrif yn yr ap' },
      ],
      texts: [NEXT],
      unconfirmed: ['path', 'Set up your account in app'],
    },
    {
      id: 'ms-register-scan-qr',
      ...REGISTRATION,
      headings: [{ en: 'Scan the QR code', cy: 'Sganiwch y cod QR' }],
      actions: [
        { en: 'Can’t scan image?', cy: 'Methu sganio’r ddelwedd?' },
        { en: 'Can’t scan the QR code?', cy: 'Methu sganio’r cod QR?' },
      ],
      texts: [NEXT],
      unconfirmed: ['path', 'Can’t scan the QR code?'],
    },
    {
      id: 'ms-register-try-it-out',
      ...REGISTRATION,
      headings: [{ en: 'Let’s try it out', cy: 'Gadewch i ni roi cynnig arni' }],
      unconfirmed: ['path'],
    },
    {
      id: 'ms-register-approved',
      ...REGISTRATION,
      headings: [
        { en: 'Notification approved', cy: 'Hysbysiad wedi’i gymeradwyo' },
        { en: 'Authenticator app added', cy: 'Ap dilysu wedi’i ychwanegu' },
      ],
      texts: [NEXT],
      unconfirmed: ['path', 'Authenticator app added'],
    },
    {
      id: 'ms-register-done',
      ...REGISTRATION,
      headings: [{ en: 'Success!', cy: 'Llwyddiant!' }],
      texts: [DONE],
      unconfirmed: ['path'],
    },
  ] as const satisfies readonly CataloguePage[];
