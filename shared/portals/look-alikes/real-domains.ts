/** Domains that are real for all that stands below them: who owns them gives names only to their own. */
const REAL_DOMAINS: readonly string[] = [
  'nhs.net',
  'nhs.uk',
  'nhs.scot',
  'nhs.wales',
  'gov.uk',
  'microsoft.com',
  'microsoftonline.com',
  'microsoftonline.us',
  'microsoftonline.de',
  'partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
  'login.windows-ppe.net',
  'live.com',
  'office.com',
  'office365.com',
  'cloud.microsoft',
  'microsoftonline-p.com',
  'microsoftonline-p.net',
  // Entra's own sign-ins for the customers of an organisation, named by the organisation.
  'ciamlogin.com',
  'b2clogin.com',
];

/**
 * Services that name a host after the organisation that has an account there: `nhs-uk` in front of
 * one of these is a customer's name. Hosting where anybody's pages stand is not among them.
 */
const CUSTOMERS_OF: readonly string[] = [
  'webex.com',
  'zoom.us',
  'my.salesforce.com',
  'sharepoint.com',
  'service-now.com',
  'atlassian.net',
];

/** Whether a host stands below a domain whose owner is known. */
export function isBelowRealDomain(host: string): boolean {
  return isBelow(host, REAL_DOMAINS);
}

/** Whether a host's name is that of a customer, which by itself pretends nothing. */
export function isNamedAfterCustomer(host: string): boolean {
  return isBelow(host, CUSTOMERS_OF);
}

function isBelow(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
