import { CATALOGUE_HOSTS } from '../../shared/portals/portals.ts';

/** The hosts that the practice portal's pages name; exact, https, port 443 to the browser. */
export const HOSTS = {
  portal: 'portal.nhs.net',
  entra: 'login.microsoftonline.com',
  securityKey: 'login.microsoft.com',
  mySignIns: 'mysignins.microsoft.com',
  careIdentity: 'am.nhsidentity.spineservices.nhs.uk',
  federation: 'fs.nhs.net',
  /** The practice's stand-in for the person's phone; in no catalogue. */
  phone: 'phone.example.org',
  /** A host that is in no catalogue. */
  outside: 'www.example.org',
} as const;

/** Every host that the practice portal answers for: the real names of the whole catalogue. */
export const ALL_HOSTS: readonly string[] = [
  ...new Set([...CATALOGUE_HOSTS, ...Object.values(HOSTS)]),
];

/** The relying party of NHS.net Connect: Microsoft Entra registers security keys for this RP ID. */
export const RP_ID = HOSTS.securityKey;

/** The origin of a host. */
export function originOf(host: string): string {
  return `https://${host}`;
}
