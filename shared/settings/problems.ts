import * as v from '../schema/schema.ts';
import { ContactSetting, ContactSettings } from './contact-settings.ts';
import { KEY_MODEL_USES, KeyModelSetting } from './key-model-settings.ts';
import { PageSetting, PortalSetting } from './portal-settings.ts';
import {
  CARD_REMOVED_ACTS,
  LANGUAGES,
  Settings,
  SIGN_IN_MODES,
  WEB_EID_MODES,
} from './settings.ts';

/** One thing in a policy that does not fit. */
export interface SettingsProblem {
  /** The way to it from the outside in: a setting's name, and the place in its list. */
  readonly path: readonly (string | number)[];
  /** What may stand there: an example or the choices, in no language. */
  readonly expected: string;
}

/** One value of each setting, as an administrator writes it, by the names on the way to it. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['allowedOrigins', 'https://portal.example.org'],
  ['enterpriseRpIds', 'login.example.org'],
  ['language', LANGUAGES.join(', ')],
  ['cardTrustStore', '/etc/wardkey/card-issuers.pem'],
  ['webEid', WEB_EID_MODES.join(', ')],
  ['cardRemoved', CARD_REMOVED_ACTS.join(', ')],
  ['signIn', SIGN_IN_MODES.join(', ')],
  ['pkcs11Module', '/usr/lib/opensc-pkcs11.so'],
  ['keyModels', '{ "aaguid": "ee882879-721c-4913-9775-3dfcce97072a", "name": "Key 5" }'],
  ['keyModels.aaguid', 'ee882879-721c-4913-9775-3dfcce97072a'],
  ['keyModels.name', 'Key 5'],
  ['keyModels.use', KEY_MODEL_USES.join(', ')],
  ['portals', '{ "host": "portal.example.org" }'],
  ['portals.host', 'portal.example.org'],
  ['portals.pages', '{ "page": "entra-username", "selector": "#name" }'],
  ['portals.pages.page', 'entra-username'],
  ['portals.pages.selector', '#name'],
  ['hosts', 'login.example.org'],
]);

/** Lists: wrong as a whole, they are told with an example in brackets. */
const LISTS = [
  'allowedOrigins',
  'enterpriseRpIds',
  'keyModels',
  'portals',
  'portals.pages',
  'hosts',
];

/** The members that there are, by the names on the way to them. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['keyModels', Object.keys(KeyModelSetting.entries)],
  ['portals', Object.keys(PortalSetting.entries)],
  ['portals.pages', Object.keys(PageSetting.entries)],
  ['contacts', Object.keys(ContactSettings.entries)],
  ...Object.keys(ContactSettings.entries).map(
    (name) => [`contacts.${name}`, Object.keys(ContactSetting.entries)] as const,
  ),
]);

/** One value of each member of a contact. */
const CONTACT_EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['name', 'IT Service Desk'],
  ['phone', '020 7946 0000'],
  ['email', 'help@example.org'],
  ['url', 'https://help.example.org'],
  ['hours', '8:00 to 18:00'],
]);

/**
 * All that does not fit in what an administrator has set.
 * @param value parsed JSON, or what a browser's managed storage holds
 * @returns nothing when `Settings` takes it
 */
export function settingsProblems(value: unknown): readonly SettingsProblem[] {
  // The schema takes a list for an object that has none of its members.
  if (Array.isArray(value)) return [{ path: [], expected: '{ }' }];
  const read = v.safeParse(Settings, value);
  if (read.success) return [];
  const unknown = unknownSettings(value);
  const others = read.issues.flatMap((issue): SettingsProblem[] => {
    const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    // Of the settings that are not known, the schema names the first alone.
    if (unknown.includes(String(keys[0]))) return [];
    return [{ path: keys, expected: expectedAt(keys, issue) }];
  });
  const known = Object.keys(Settings.entries).join(', ');
  return [...unknown.map((key) => ({ path: [key], expected: known })), ...others];
}

/** A problem's place, as `portals[1].host`. */
export function placeOf({ path }: SettingsProblem): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

function unknownSettings(value: unknown): readonly string[] {
  return v.is(v.record(v.string(), v.unknown()), value)
    ? Object.keys(value).filter((key) => !Object.hasOwn(Settings.entries, key))
    : [];
}

interface Issue {
  readonly type: string;
  readonly expected: string | null;
  readonly requirement?: unknown;
}

function expectedAt(path: readonly (string | number)[], issue: Issue): string {
  if (path.length === 0) return '{ }';
  const names = path.filter((key) => typeof key === 'string');
  const place = names.join('.');
  const isItem = typeof path.at(-1) === 'number';
  if (LISTS.includes(place) && !isItem) {
    const isTooMany = issue.type === 'max_length';
    return isTooMany ? `[≤ ${issue.requirement}]` : listOf(EXAMPLES.get(place) ?? '');
  }
  const whole = names.slice(0, -1).join('.');
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
  if (isUnknown) return MEMBERS.get(whole)?.join(', ') ?? '';
  if (MEMBERS.has(place) && !isItem) return `{ ${MEMBERS.get(place)?.join(', ')} }`;
  const name = names.at(-1) ?? '';
  return EXAMPLES.get(place) ?? CONTACT_EXAMPLES.get(name) ?? '';
}

function listOf(example: string): string {
  return example.startsWith('{') ? `[${example}]` : `["${example}"]`;
}
