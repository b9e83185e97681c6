import type { LookAlikeSign } from '../page-match.ts';
import { CATALOGUE_HOSTS } from '../portals.ts';
import { skeletonOf } from './confusables.ts';
import { isOneEdit, isOneMoved } from './one-edit.ts';
import { decodedLabel } from './punycode.ts';
import { isBelowRealDomain, isNamedAfterCustomer } from './real-domains.ts';

/** What speaks against an address, and the real host that it is like. */
export interface AddressSigns {
  readonly signs: readonly LookAlikeSign[];
  readonly like: string | null;
}

/** Names that only the real ones have as parts of theirs, in order, split at dots and hyphens. */
const NAMES: readonly (readonly [name: readonly string[], real: string])[] = [
  ...CATALOGUE_HOSTS.map((host) => [partsOf(host), host] as const),
  [['nhs', 'net'], 'portal.nhs.net'],
  [['nhsnet'], 'portal.nhs.net'],
  [['nhsmail'], 'portal.nhs.net'],
  [['nhs', 'uk'], 'portal.nhs.net'],
  [['microsoftonline'], 'login.microsoftonline.com'],
  [['login', 'microsoft'], 'login.microsoft.com'],
  [['microsoft', 'com'], 'login.microsoft.com'],
  [['my', 'signins'], 'mysignins.microsoft.com'],
  [['nhsidentity'], 'am.nhsidentity.spineservices.nhs.uk'],
  [['spineservices'], 'am.nhsidentity.spineservices.nhs.uk'],
];

const MAIN = 'portal.nhs.net';
const CARE_IDENTITY = 'am.nhsidentity.spineservices.nhs.uk';

/** Two words that together say whose page it is, in either order; a name nearer to a real one goes first. */
const PAIRS: readonly (readonly [one: string, other: string, real: string])[] = [
  ['microsoft', 'login', 'login.microsoft.com'],
  ['nhs', 'login', MAIN],
  ['nhs', 'mail', MAIN],
  ['nhs', 'portal', MAIN],
  ['nhs', 'outlook', MAIN],
  ['nhs', 'esr', 'my.esr.nhs.uk'],
  ['nhs', 'cis2', CARE_IDENTITY],
  ['care', 'identity', CARE_IDENTITY],
];
const EITHER_WAY = PAIRS.flatMap(([one, other, real]) => [
  [[one, other], real] as const,
  [[other, one], real] as const,
]);

/** Names that nobody else has even as a part of a word, as in `microsoftonlinelogin`. */
const WORDS: readonly (readonly [word: string, real: string])[] = [
  ['microsoftonline', 'login.microsoftonline.com'],
  ['microsoftlogin', 'login.microsoftonline.com'],
  ['mysignins', 'mysignins.microsoft.com'],
  ['nhsmail', 'portal.nhs.net'],
  ['nhsnetconnect', 'portal.nhs.net'],
  ['portalnhs', 'portal.nhs.net'],
  ['nhsportal', 'portal.nhs.net'],
  ['nhslogin', 'portal.nhs.net'],
  ['loginnhs', 'portal.nhs.net'],
  ['careidentity', 'am.nhsidentity.spineservices.nhs.uk'],
  ['nhsidentity', 'am.nhsidentity.spineservices.nhs.uk'],
];

/** Hosts with a name of their own: `www.nhs.net` is one letter from other people's sites. */
const LONG_HOSTS = CATALOGUE_HOSTS.filter((host) => !host.startsWith('www.'));

/** Long enough that one letter is no chance: the domain alone tells, whatever stands before it. */
const LONG_DOMAINS: readonly (readonly [domain: string, real: string])[] = [
  ['microsoftonline.com', 'login.microsoftonline.com'],
  ['microsoft.com', 'login.microsoft.com'],
];

/** Domains that a hyphen more does not make another, at a glance. */
const PLAIN_DOMAINS: readonly (readonly [domain: string, real: string])[] = [
  ['nhs.net', MAIN],
  ...LONG_DOMAINS,
];

/** What follows a name in place of its own ending: one label, or two as in `co.uk`. */
const ENDING = /^([a-z0-9-]+|(co|com|net|org)\.[a-z]{2})$/;

/**
 * What in an address pretends to be a host of the catalogue.
 * @param host lower case, ASCII, as browsers have it, without a port
 * @param userInfo what stands before an @, or empty
 */
export function addressSigns(host: string, userInfo: string): AddressSigns {
  const isReal =
    CATALOGUE_HOSTS.includes(host) || isBelowRealDomain(host) || isNamedAfterCustomer(host);
  const found = isReal ? NONE : hostSigns(host);
  const named = realInUserInfo(userInfo.toLowerCase());
  if (named === null) return found;
  return { signs: ['user-info', ...found.signs], like: found.like ?? named };
}

const NONE: AddressSigns = { signs: [], like: null };

/** A name may stand in either half of it, before or after the colon. */
function realInUserInfo(userInfo: string): string | null {
  const halves = userInfo.split(':').filter((half) => half.includes('.'));
  return halves.map((half) => realIn(NAMES, partsOf(half))).find((real) => real !== null) ?? null;
}

function hostSigns(host: string): AddressSigns {
  const shown = host.split('.').map(decodedLabel).join('.');
  const isEncoded = shown !== host;
  const skeleton = skeletonOf(shown);
  const glance = CATALOGUE_HOSTS.find((real) => skeletonOf(real) === skeleton);
  if (glance !== undefined) return lettersOf(isEncoded, glance);
  const domain = lastTwo(shown);
  const long = LONG_DOMAINS.find(([real]) => skeletonOf(real) === skeletonOf(domain));
  if (long !== undefined) return lettersOf(isEncoded, long[1]);
  const inside = nameIn(NAMES, shown) ?? wordIn(shown);
  if (inside !== null) return { signs: ['name-inside'], like: inside };
  const near =
    LONG_HOSTS.find((real) => isOneEdit(shown, real)) ??
    LONG_DOMAINS.find(([real]) => isOneEdit(domain, real) || isOneMoved(domain, real))?.[1] ??
    (isNearNhsNet(domain) ? MAIN : undefined);
  if (near !== undefined) {
    return { signs: isEncoded ? ['punycode', 'one-edit'] : ['one-edit'], like: near };
  }
  const loose = nameIn(EITHER_WAY, shown) ?? otherEnding(shown) ?? hyphened(domain);
  return loose === null ? NONE : { signs: ['name-inside'], like: loose };
}

function lettersOf(isEncoded: boolean, like: string): AddressSigns {
  return { signs: isEncoded ? ['punycode', 'confusable'] : ['confusable'], like };
}

type Names = readonly (readonly [name: readonly string[], real: string])[];

function nameIn(names: Names, host: string): string | null {
  const parts = partsOf(host);
  return realIn(names, parts) ?? realIn(names, parts.map(skeletonOf));
}

/** `nhs.net` itself is too short for one letter to tell, but not where `nhs` is whole. */
function isNearNhsNet(domain: string): boolean {
  const [name, ending = ''] = domain.split('.');
  return name === 'nhs' && isOneEdit(ending, 'net');
}

/** A host of the catalogue under another ending. */
function otherEnding(host: string): string | null {
  const found = LONG_HOSTS.find((real) => {
    const stem = real.slice(0, real.lastIndexOf('.') + 1);
    return host.startsWith(stem) && ENDING.test(host.slice(stem.length));
  });
  return found ?? null;
}

function hyphened(domain: string): string | null {
  const plain = domain.replaceAll('-', '');
  return PLAIN_DOMAINS.find(([real]) => plain === real)?.[1] ?? null;
}

function realIn(names: Names, parts: readonly string[]): string | null {
  const found = names.find(([name]) =>
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
