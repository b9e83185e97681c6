import type { LookAlikeSign } from '../page-match.ts';
import { CATALOGUE_HOSTS } from '../portals.ts';
import { skeletonOf } from './confusables.ts';
import { isOneEdit } from './one-edit.ts';
import { decodedLabel } from './punycode.ts';

/** What speaks against an address, and the real host that it is like. */
export interface AddressSigns {
  readonly signs: readonly LookAlikeSign[];
  readonly like: string | null;
}

/** Domains that are real for all that stands below them: who owns them gives names only to their own. */
const REAL_DOMAINS: readonly string[] = [
  'nhs.net',
  'nhs.uk',
  'nhs.scot',
  'gov.uk',
  'microsoft.com',
  'microsoftonline.com',
  'microsoftonline.us',
  'partner.microsoftonline.cn',
  'live.com',
  'office.com',
  'office365.com',
  'cloud.microsoft',
  'microsoftonline-p.com',
  'microsoftonline-p.net',
];

/** Names that only the real ones have as parts of theirs, in order, split at dots and hyphens. */
const NAMES: readonly (readonly [name: readonly string[], real: string])[] = [
  ...CATALOGUE_HOSTS.map((host) => [partsOf(host), host] as const),
  [['nhs', 'net'], 'portal.nhs.net'],
  [['nhsnet'], 'portal.nhs.net'],
  [['nhsmail'], 'portal.nhs.net'],
  [['nhs', 'uk'], 'portal.nhs.net'],
  [['microsoftonline'], 'login.microsoftonline.com'],
  [['login', 'microsoft'], 'login.microsoft.com'],
  [['nhsidentity'], 'am.nhsidentity.spineservices.nhs.uk'],
  [['spineservices'], 'am.nhsidentity.spineservices.nhs.uk'],
];

/** Names that nobody else has even as a part of a word, as in `microsoftonlinelogin`. */
const WORDS: readonly (readonly [word: string, real: string])[] = [
  ['microsoftonline', 'login.microsoftonline.com'],
  ['microsoftlogin', 'login.microsoftonline.com'],
  ['mysignins', 'mysignins.microsoft.com'],
  ['nhsmail', 'portal.nhs.net'],
  ['nhsnetconnect', 'portal.nhs.net'],
  ['portalnhs', 'portal.nhs.net'],
  ['nhsidentity', 'am.nhsidentity.spineservices.nhs.uk'],
];

/** Hosts with a name of their own: `www.nhs.net` is one letter from other people's sites. */
const LONG_HOSTS = CATALOGUE_HOSTS.filter((host) => !host.startsWith('www.'));

/** Long enough that one letter is no chance: the domain alone tells, whatever stands before it. */
const LONG_DOMAINS: readonly (readonly [domain: string, real: string])[] = [
  ['microsoftonline.com', 'login.microsoftonline.com'],
  ['microsoft.com', 'login.microsoft.com'],
];

/** Whether a host stands below a domain whose owner is known. */
export function isBelowRealDomain(host: string): boolean {
  return REAL_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/**
 * What in an address pretends to be a host of the catalogue.
 * @param host lower case, ASCII, as browsers have it, without a port
 * @param userInfo what stands before an @, or empty
 */
export function addressSigns(host: string, userInfo: string): AddressSigns {
  const isReal = CATALOGUE_HOSTS.includes(host) || isBelowRealDomain(host);
  const found = isReal ? NONE : hostSigns(host);
  const named = userInfo.includes('.') ? realIn(partsOf(userInfo.toLowerCase())) : null;
  if (named === null) return found;
  return { signs: ['user-info', ...found.signs], like: found.like ?? named };
}

const NONE: AddressSigns = { signs: [], like: null };

function hostSigns(host: string): AddressSigns {
  const shown = host.split('.').map(decodedLabel).join('.');
  const isEncoded = shown !== host;
  const skeleton = skeletonOf(shown);
  const glance = CATALOGUE_HOSTS.find((real) => skeletonOf(real) === skeleton);
  if (glance !== undefined) return lettersOf(isEncoded, glance);
  const domain = lastTwo(shown);
  const long = LONG_DOMAINS.find(([real]) => skeletonOf(real) === skeletonOf(domain));
  if (long !== undefined) return lettersOf(isEncoded, long[1]);
  const inside = realIn(partsOf(shown)) ?? realIn(partsOf(shown).map(skeletonOf)) ?? wordIn(shown);
  if (inside !== null) return { signs: ['name-inside'], like: inside };
  const near =
    LONG_HOSTS.find((real) => isOneEdit(shown, real)) ??
    LONG_DOMAINS.find(([real]) => isOneEdit(domain, real))?.[1];
  if (near === undefined) return NONE;
  return { signs: isEncoded ? ['punycode', 'one-edit'] : ['one-edit'], like: near };
}

function lettersOf(isEncoded: boolean, like: string): AddressSigns {
  return { signs: isEncoded ? ['punycode', 'confusable'] : ['confusable'], like };
}

function realIn(parts: readonly string[]): string | null {
  const found = NAMES.find(([name]) =>
    parts.some((_, start) =>
      name.every((part, index) => [part, skeletonOf(part)].includes(parts[start + index] ?? '')),
    ),
  );
  return found?.[1] ?? null;
}

function wordIn(host: string): string | null {
  const skeletons = partsOf(host).map(skeletonOf);
  const found = WORDS.find(([word]) => skeletons.some((part) => part.includes(skeletonOf(word))));
  return found?.[1] ?? null;
}

function partsOf(name: string): readonly string[] {
  return name.split(/[.-]+/);
}

function lastTwo(host: string): string {
  return host.split('.').slice(-2).join('.');
}
