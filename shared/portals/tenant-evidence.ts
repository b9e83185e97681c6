import { NHS_TENANT, NHS_TENANT_DOMAINS } from './portals.ts';
import type { PageSnapshot } from './snapshot.ts';

/** The parts of an address that tell of a tenant. */
export interface AddressParts {
  readonly host: string;
  readonly path: string;
  /** With its question mark, or empty. Looked at here, and kept nowhere. */
  readonly query: string;
}

const CERTIFICATE_HOST = /^t([0-9a-f]{32})\.certauth\.login\.microsoftonline\.com$/;
const TENANT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
/** The tenant that stands for all personal accounts. */
const PERSONAL = ['consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'];
/** Files of Entra that stand where a tenant's domain could. */
const FILES = /\.(srf|aspx?|html?)$/;

/** A parameter that asks for the accounts of one domain, or names one of its accounts. */
const DOMAIN_HINT =
  /[?&](?:(?:domain_hint|whr)=(?:[a-z0-9-]+\.)*nhs\.net|(?:login_hint|username|mkt_hint)=[^&]*(?:@|%40)(?:[a-z0-9-]+\.)*nhs\.net)(?:&|$)/i;
/** The domain that any such parameter asks for. */
const HINTED =
  /[?&](?:(?:domain_hint|whr)=|(?:login_hint|username|mkt_hint)=[^&]*(?:@|%40))([^&@%]+)(?=&|$)/gi;
/** Stands before the tenant where an organisation signs in its customers. */
const BEFORE_TENANT = ['te', 'tfp'];
const TENANT_PARAMETER = /[?&](?:tenant|tenantid|tid|realm)=([^&]+)(?:&|$)/i;

/** What an address says of the organisation whose accounts it is for. */
export function tenantOf({ host, path, query }: AddressParts): PageSnapshot['tenant'] {
  const own = CERTIFICATE_HOST.exec(host)?.[1];
  if (own !== undefined) return own === NHS_TENANT.replaceAll('-', '') ? 'nhs' : 'other';
  const parameter = TENANT_PARAMETER.exec(query)?.[1];
  const [first = '', second] = path.split('/').slice(1);
  const inPath = BEFORE_TENANT.includes(first.toLowerCase()) ? second : first;
  const named = [inPath, parameter].map((name) => judge(name?.toLowerCase() ?? ''));
  return named.find((tenant) => tenant !== 'unknown') ?? hintedTenant(query);
}

/** Whose accounts the hints ask for, where they name others than those of nhs.net alone. */
function hintedTenant(query: string): PageSnapshot['tenant'] {
  if (hasDomainHint(query)) return 'unknown';
  const hinted = [...query.matchAll(HINTED)].map(([, hint]) => judge(hint?.toLowerCase() ?? ''));
  return hinted.find((tenant) => tenant === 'other' || tenant === 'personal') ?? 'unknown';
}

function judge(name: string): PageSnapshot['tenant'] {
  if (name === NHS_TENANT || NHS_TENANT_DOMAINS.includes(name)) return 'nhs';
  if (PERSONAL.includes(name)) return 'personal';
  if (TENANT_ID.test(name)) return 'other';
  return DOMAIN.test(name) && !FILES.test(name) ? 'other' : 'unknown';
}

/** Whether an address asks for accounts of nhs.net. Nothing of the account is kept. */
export function hasDomainHint(query: string): boolean {
  return DOMAIN_HINT.test(query);
}
