import type { CataloguePage } from '../catalogue-page.ts';

/** Pages that a sign-in begins or ends with, guidance, and what is on no page at all. */
export const otherPages = () =>
  [
    {
      id: 'sspr',
      hosts: ['passwordreset.microsoftonline.com'],
      paths: [/^\//],
      isWholeHost: true,
      headings: [
        { en: 'Get back into your account', cy: 'Cael mynediad yn ôl i’ch cyfrif' },
        { en: 'Microsoft Online Password Reset', cy: 'Ailosod Cyfrinair Microsoft Online' },
      ],
      texts: [
        { en: 'Email or Username', cy: 'E-bost neu Enw Defnyddiwr' },
        { en: 'Verification step…', cy: 'Cam dilysu…' },
        { en: 'Choose a new password', cy: 'Dewiswch gyfrinair newydd' },
      ],
      shortLinks: ['aka.ms/sspr'],
      unconfirmed: ['Microsoft Online Password Reset'],
    },
    {
      id: 'esr',
      hosts: ['my.esr.nhs.uk', 'esr.mhapp.nhs.uk'],
      paths: [/^\//],
      isWholeHost: true,
      headings: [
        { en: 'NHS Electronic Staff Record', cy: 'Cofnod Staff Electronig y GIG' },
        { en: 'Log in with your credentials', cy: 'Mewngofnodwch gyda’ch manylion' },
      ],
      texts: [{ en: '(Example: 999JSMITH01)', cy: '(Enghraifft: 999JSMITH01)' }],
      unconfirmed: ['esr.mhapp.nhs.uk'],
    },
    {
      id: 'owa',
      hosts: ['outlook.office.com', 'outlook.office365.com', 'outlook.cloud.microsoft'],
      paths: [/^\/(mail|owa)/],
      decides: 'path',
    },
    {
      id: 'support-article',
      hosts: ['support.nhs.net', 'digital.nhs.uk'],
      paths: [/^\/(knowledge-base|article-categories|services\/care-identity-service)/],
      decides: 'path',
    },
    { id: 'phone-authenticator', hosts: [], paths: [] },
    { id: 'phone-store', hosts: [], paths: [] },
    { id: 'windows-settings-security-key', hosts: [], paths: [] },
    { id: 'any-sign-in', hosts: [], paths: [] },
    { id: 'none', hosts: [], paths: [] },
  ] as const satisfies readonly CataloguePage[];
