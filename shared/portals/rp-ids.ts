/**
 * Relying parties whose passkeys a portal of the catalogue may ask for, by its host. Microsoft's pages
 * ask for those of one domain, wherever they stand; what NHS.net Connect keeps is signed in to there.
 * Care Identity is held to the domains that WebAuthn lets it name: its host, and those above it that
 * can be registered.
 *
 * Source: the sign-in pages of Microsoft Entra, gathered November 2026; WebAuthn Level 3 §5.1.3 step 7.
 */
const MICROSOFT = ['login.microsoft.com'] as const;
const CARE_IDENTITY = 'spineservices.nhs.uk';

const BY_HOST: Readonly<Record<string, readonly string[]>> = {
  'portal.nhs.net': MICROSOFT,
  'fs.nhs.net': MICROSOFT,
  'login.microsoftonline.com': MICROSOFT,
  'login.microsoft.com': MICROSOFT,
  'login.windows.net': MICROSOFT,
  'mysignins.microsoft.com': MICROSOFT,
  'am.nhsidentity.spineservices.nhs.uk': domainsOf('am.nhsidentity'),
  'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk': domainsOf('am.nhsint.auth-ptl.cis2'),
  'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk': domainsOf('am.nhsdev.auth-ptl.cis2'),
  'am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk': domainsOf('am.nhsdep.auth-ptl.cis2'),
};

/**
 * The relying parties of one portal.
 * @returns none for a host that is not in the catalogue
 */
export function rpIdsOf(host: string): readonly string[] {
  return Object.hasOwn(BY_HOST, host) ? (BY_HOST[host] ?? []) : [];
}

/** Those of all portals, each once. */
export const PORTAL_RP_IDS: readonly string[] = [...new Set(Object.values(BY_HOST).flat())];

function domainsOf(below: string): readonly string[] {
  const labels = below.split('.');
  return [...labels.map((_, at) => [...labels.slice(at), CARE_IDENTITY].join('.')), CARE_IDENTITY];
}
