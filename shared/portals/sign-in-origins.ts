/**
 * Hosts of the catalogue whose pages may ask for a security key, so that "Sign in through Wardkey"
 * is offered there. Exact hosts, https, the standard port; no host below them.
 *
 * Source: the sign-in and enrolment pages of NHS.net Connect, Microsoft Entra and Care Identity
 * (CIS2), gathered November 2026.
 */
export const SIGN_IN_HOSTS: readonly string[] = [
  'portal.nhs.net',
  'fs.nhs.net',
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'mysignins.microsoft.com',
  'am.nhsidentity.spineservices.nhs.uk',
  'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk',
  'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk',
  'am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk',
];

/** All origins (serialised, lower case) that may sign in through Wardkey. */
export function signInOrigins(allowedByPolicy: readonly string[]): readonly string[] {
  return [...SIGN_IN_HOSTS.map((host) => `https://${host}`), ...allowedByPolicy];
}

/** Whether an origin (serialised, lower case) may sign in through Wardkey. */
export function mayOfferSignIn(origin: string, allowedByPolicy: readonly string[]): boolean {
  return signInOrigins(allowedByPolicy).includes(origin);
}
