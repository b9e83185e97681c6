import type { Wanted } from '../diagnosis/finding-row.ts';
import { portalOf } from './portals.ts';
import { rpIdsOf } from './rp-ids.ts';

/**
 * Portals that a check-up can be about, and the one host of each that is asked whether it answers: the
 * one that people are sent to. Care Identity has one for each of its environments. Of an organisation's
 * own portal only that it is one is told: nobody is asked for it.
 *
 * Source: the sign-in and enrolment pages of NHS.net Connect, Microsoft Entra and Care Identity
 * (CIS2), gathered November 2026.
 */
const ASKED_HOSTS = {
  'nhsnet-portal': 'portal.nhs.net',
  'my-identity': 'myidentity.nhs.net',
  'nhs-adfs': 'fs.nhs.net',
  entra: 'login.microsoftonline.com',
  'entra-certificates': 'certauth.login.microsoftonline.com',
  'my-sign-ins': 'mysignins.microsoft.com',
  'password-reset': 'passwordreset.microsoftonline.com',
  cis2: 'am.nhsidentity.spineservices.nhs.uk',
  'cis2-int': 'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk',
  'cis2-dev': 'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk',
  'cis2-dep': 'am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk',
  'care-identity-management': 'manage-care-identities.care-identity-service2.nhs.uk',
  'spine-portal': 'portal.national.ncrs.nhs.uk',
  esr: 'my.esr.nhs.uk',
  outlook: 'outlook.office.com',
  'nhs-support': 'support.nhs.net',
  other: null,
} as const satisfies Readonly<Record<string, string | null>>;

export type AskedPortal = keyof typeof ASKED_HOSTS;

function isAsked(name: string): name is AskedPortal {
  return Object.hasOwn(ASKED_HOSTS, name);
}

/** A closed list: what carries one of these carries no address. */
export const ASKED_PORTALS: readonly AskedPortal[] = Object.keys(ASKED_HOSTS).filter(isAsked);

/** All hosts that a check-up may ask: the extension's pages may connect to these alone. */
export const CHECK_UP_HOSTS: readonly string[] = Object.values(ASKED_HOSTS).filter(
  (host) => host !== null,
);

/** Whether it is Care Identity, in one of its environments. */
export function isCareIdentity(portal: AskedPortal): boolean {
  return portal === 'cis2' || portal.startsWith('cis2-');
}

/** Those that a person can name. */
export const NAMED_PORTALS: readonly AskedPortal[] = ASKED_PORTALS.filter((one) => one !== 'other');

/** The portal that a host belongs to: `other` for one that is not in the catalogue. */
export function askedPortalOf(host: string): AskedPortal {
  const exact = ASKED_PORTALS.find((portal) => ASKED_HOSTS[portal] === host);
  return exact ?? portalOf(host)?.id ?? 'other';
}

/**
 * The host that a check-up asks: that of its portal; where that is not known, the one that people sign
 * in at with what they want to use.
 */
export function askedHost(wanted: Wanted, portal?: AskedPortal): string {
  const usual = wanted === 'card' ? ASKED_HOSTS.cis2 : ASKED_HOSTS['nhsnet-portal'];
  return (portal === undefined ? null : ASKED_HOSTS[portal]) ?? usual;
}

/**
 * What a portal is told by, where passkeys for it are looked for: the host that is told, and its
 * relying parties.
 * @returns `null` for a portal whose relying parties nobody knows
 */
export function passkeysOf(
  portal: AskedPortal,
): { readonly host: string; readonly rpIds: readonly string[] } | null {
  const host = ASKED_HOSTS[portal];
  const rpIds = host === null ? [] : rpIdsOf(host);
  return host === null || rpIds.length === 0 ? null : { host, rpIds };
}
