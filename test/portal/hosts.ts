/** The real host names that the practice portal answers for; exact, https, port 443 to the browser. */
export const HOSTS = {
  portal: 'portal.nhs.net',
  entra: 'login.microsoftonline.com',
  securityKey: 'login.microsoft.com',
  mySignIns: 'mysignins.microsoft.com',
  /** A host that is in no catalogue. */
  outside: 'www.example.org',
} as const;

/** The relying party of NHS.net Connect: Microsoft Entra registers security keys for this RP ID. */
export const RP_ID = HOSTS.securityKey;

/** The origin of one of {@link HOSTS}. */
export function originOf(host: string): string {
  return `https://${host}`;
}
