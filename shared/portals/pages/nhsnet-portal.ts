import type { CataloguePage } from '../catalogue-page.ts';

/** The portal of NHS.net Connect (NHSmail): no markup of it was published, so that words decide. */
export const nhsnetPortalPages = () =>
  [
    {
      id: 'portal-home',
      hosts: ['portal.nhs.net', 'www.nhs.net'],
      paths: [/^\/?$/, /^\/Home(\/|$)/, /^\/Home\/Login/, /^\/[Hh]elp(\/|$)/],
      headings: [{ en: 'Self-Service Password Reset Portal' }],
      actions: [
        { en: 'Login', cy: 'Mewngofnodi' },
        { en: 'Log in', cy: 'Mewngofnodwch' },
      ],
      actionsNeedPath: true,
      texts: [{ en: 'Email', cy: 'E-bost' }, { en: 'NHSmail' }, { en: 'NHS.net Connect' }],
    },
    {
      id: 'portal-acceptable-use',
      hosts: ['portal.nhs.net'],
      paths: [/^\/Home\/AcceptablePolicy/],
      decides: 'path',
      headings: [{ en: 'Acceptable Use Policy', cy: 'Polisi Defnydd Derbyniol' }],
    },
    {
      id: 'portal-signed-in',
      hosts: ['portal.nhs.net'],
      paths: [/^\//],
      headings: [{ en: 'Click me to enrol for Multi-Factor Authentication' }],
      actions: [
        { en: 'Profile', cy: 'Proffil' },
        { en: 'My Profile', cy: 'Fy mhroffil' },
        { en: 'Click me to enrol for Multi-Factor Authentication' },
        { en: 'Log out', cy: 'Allgofnodi' },
      ],
      texts: [{ en: 'Admin', cy: 'Gweinyddu' }],
      unconfirmed: ['Log out'],
    },
    {
      id: 'portal-profile',
      hosts: ['portal.nhs.net'],
      paths: [/\/[Pp]rofile/],
      within: 'portal-signed-in',
      headings: [{ en: 'My profile', cy: 'Fy mhroffil' }],
      texts: [
        { en: 'Self-Service', cy: 'Hunanwasanaeth' },
        { en: 'Security Questions', cy: 'Cwestiynau Diogelwch' },
      ],
      enoughTexts: 2,
      unconfirmed: ['path'],
    },
    {
      id: 'portal-self-service',
      hosts: ['portal.nhs.net'],
      paths: [/\/([Pp]rofile|[Ss]elf-?[Ss]ervice)/],
      within: 'portal-profile',
      headings: [
        { en: 'Self-enrol', cy: 'Hunangofrestru' },
        { en: 'MFA enabled successfully for…', cy: 'Galluogwyd MFA yn llwyddiannus ar gyfer…' },
      ],
      actions: [
        { en: 'Self-enrol', cy: 'Hunangofrestru' },
        { en: 'Manage FIDO2 Tokens', cy: 'Rheoli Tocynnau FIDO2' },
      ],
      texts: [
        { en: 'Self-Service', cy: 'Hunanwasanaeth' },
        { en: 'Confirm', cy: 'Cadarnhau' },
      ],
    },
    {
      id: 'portal-fido2-tokens',
      hosts: ['portal.nhs.net'],
      paths: [/[Ff][Ii][Dd][Oo]/],
      within: 'portal-self-service',
      headings: [
        { en: 'Manage FIDO2 Tokens', cy: 'Rheoli Tocynnau FIDO2' },
        { en: 'registered tokens', cy: 'tocynnau cofrestredig' },
        { en: 'Register New Token', cy: 'Cofrestru Tocyn Newydd' },
      ],
      actions: [{ en: 'Register New Token', cy: 'Cofrestru Tocyn Newydd' }],
      texts: [
        { en: 'nickname', cy: 'llysenw' },
        { en: 'Submit', cy: 'Cyflwyno' },
        { en: 'success', cy: 'llwyddiant' },
      ],
      unconfirmed: ['path'],
    },
    {
      id: 'portal-admin-user',
      hosts: ['portal.nhs.net'],
      paths: [/^\/Admin/],
      hashes: ['#/viewDetails/'],
      within: 'portal-signed-in',
      headings: [{ en: 'User Management', cy: 'Rheoli Defnyddwyr' }],
      texts: [{ en: 'Manage FIDO2 Tokens', cy: 'Rheoli Tocynnau FIDO2' }],
      audience: 'local-administrator',
    },
    {
      id: 'my-identity-portal',
      hosts: ['myidentity.nhs.net'],
      paths: [/^\//],
      isWholeHost: true,
      actions: [{ en: 'NHS Care Identity', cy: 'Hunaniaeth Gofal y GIG' }],
      texts: [
        { en: 'Start now', cy: 'Dechrau nawr' },
        { en: 'Continue', cy: 'Parhau' },
      ],
    },
  ] as const satisfies readonly CataloguePage[];
