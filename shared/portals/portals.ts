/** Who runs a portal. */
export type PortalOwner = 'nhs' | 'microsoft' | 'supplier' | 'organisation';

export interface Portal {
  readonly id: string;
  readonly owner: PortalOwner;
  /** Exact hosts, https, the standard port; no host below them. */
  readonly hosts: readonly string[];
  /**
   * Everybody's pages, of which only some are the NHS's: guidance wants evidence there (tenant,
   * domain hint, or the way that the person came).
   */
  readonly isShared?: true;
  /** Pages that hold mail of patients: no script of ours runs there, arrival is seen by address. */
  readonly isUnread?: true;
}

/**
 * The portals of the catalogue.
 *
 * Source: the sign-in, enrolment and guidance pages of NHS.net Connect, Microsoft Entra and Care
 * Identity (CIS2), gathered November 2026.
 */
export const PORTALS = [
  { id: 'nhsnet-portal', owner: 'nhs', hosts: ['portal.nhs.net', 'www.nhs.net'] },
  { id: 'my-identity', owner: 'nhs', hosts: ['myidentity.nhs.net'] },
  { id: 'nhs-adfs', owner: 'nhs', hosts: ['fs.nhs.net'] },
  {
    id: 'entra',
    owner: 'microsoft',
    isShared: true,
    hosts: ['login.microsoftonline.com', 'login.microsoft.com', 'login.windows.net'],
  },
  {
    id: 'entra-certificates',
    owner: 'microsoft',
    isShared: true,
    hosts: [
      'certauth.login.microsoftonline.com',
      't37c354b285b047f5b22207b48d774ee3.certauth.login.microsoftonline.com',
    ],
  },
  { id: 'my-sign-ins', owner: 'microsoft', isShared: true, hosts: ['mysignins.microsoft.com'] },
  {
    id: 'password-reset',
    owner: 'microsoft',
    isShared: true,
    hosts: ['passwordreset.microsoftonline.com'],
  },
  {
    id: 'cis2',
    owner: 'nhs',
    hosts: [
      'am.nhsidentity.spineservices.nhs.uk',
      'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk',
      'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk',
      'am.nhsdep.auth-ptl.cis2.spineservices.nhs.uk',
    ],
  },
  {
    id: 'care-identity-management',
    owner: 'nhs',
    hosts: ['manage-care-identities.care-identity-service2.nhs.uk'],
  },
  { id: 'spine-portal', owner: 'nhs', hosts: ['portal.national.ncrs.nhs.uk'] },
  { id: 'esr', owner: 'supplier', hosts: ['my.esr.nhs.uk', 'esr.mhapp.nhs.uk'] },
  {
    id: 'outlook',
    owner: 'microsoft',
    isShared: true,
    isUnread: true,
    hosts: ['outlook.office.com', 'outlook.office365.com', 'outlook.cloud.microsoft'],
  },
  { id: 'nhs-support', owner: 'nhs', hosts: ['support.nhs.net', 'digital.nhs.uk'] },
] as const satisfies readonly Portal[];

export type PortalId = (typeof PORTALS)[number]['id'];
export type PortalHost = (typeof PORTALS)[number]['hosts'][number];

const BY_HOST: ReadonlyMap<string, Portal & { readonly id: PortalId }> = new Map(
  PORTALS.flatMap((portal) => portal.hosts.map((host) => [host, portal] as const)),
);

/** The portal that an exact host belongs to, or `null`. */
export function portalOf(host: string): (Portal & { readonly id: PortalId }) | null {
  return BY_HOST.get(host) ?? null;
}

/**
 * The portal whose host has been written with a dot at its end (RFC 1034 §3.1), or `null`. Browsers
 * take that for another origin: nothing that is kept for the portal, no key either, works there.
 */
export function rootedPortalOf(host: string): (Portal & { readonly id: PortalId }) | null {
  return host.endsWith('.') ? portalOf(host.slice(0, -1)) : null;
}

/** All hosts of the catalogue: where the extension may see addresses. */
export const CATALOGUE_HOSTS: readonly string[] = [...BY_HOST.keys()];

/** Whether no script of ours runs on the pages of a host, of which the addresses alone are seen. */
export function isUnreadHost(host: string): boolean {
  return BY_HOST.get(host)?.isUnread === true;
}

/** The hosts on whose pages the content script runs. */
export const READ_HOSTS: readonly string[] = CATALOGUE_HOSTS.filter((host) => !isUnreadHost(host));

/** The Entra tenant of NHS.net Connect, as addresses of its sign-in pages name it. */
export const NHS_TENANT = '37c354b2-85b0-47f5-b222-07b48d774ee3';

/** Names of that tenant that stand in its place. */
export const NHS_TENANT_DOMAINS: readonly string[] = ['nhs.net', 'nhs.onmicrosoft.com'];
