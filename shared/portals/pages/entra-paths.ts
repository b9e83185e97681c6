import type { ErrorPlaces } from '../page-errors.ts';

/** Hosts on which Entra's sign-in pages stand. */
export const ENTRA_HOSTS = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
] as const;

/** Paths of a sign-in: a tenant, by its id, a domain or a collective name, and the protocol. */
export const ENTRA_PATHS: readonly RegExp[] = [
  /^\/(common|organizations|[0-9a-fA-F-]{36}|[^/]+\.[a-z.]+)\/(oauth2|saml2|wsfed|login|reprocess|SAS|kmsi|fido|DeviceAuthTls|resume)/,
  /^\/(login\.srf|common\/login|kmsi|ppsecure)/,
];

/** Entra's errors stand in places of their own, and newer views have headings and alerts alone. */
export const ENTRA_ERRORS: ErrorPlaces = {
  family: 'entra',
  at: [
    '#service_exception_message',
    '#exceptionMessageContainer',
    '#usernameError',
    '#passwordError',
    '#idSpan_SAOTCC_Error_OTC',
    'h1',
    '[role=heading]',
    '[role=alert]',
  ],
};
