import * as v from '../schema/schema.ts';
import { LANGUAGES, Settings } from './settings.ts';

/** One thing in a policy that does not fit. */
export interface SettingsProblem {
  /** The way to it from the outside in: a setting's name, and the place in its list. */
  readonly path: readonly (string | number)[];
  /** What may stand there: an example or the choices, in no language. */
  readonly expected: string;
}

/** One value of each setting, as an administrator writes it. */
const EXAMPLES: ReadonlyMap<unknown, string> = new Map([
  ['allowedOrigins', 'https://portal.example.org'],
  ['contacts', '{"it-service-desk": {"phone": "020 7946 0000"}}'],
  ['enterpriseRpIds', 'login.example.org'],
  ['language', LANGUAGES.join(', ')],
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
  const others = read.issues.flatMap(({ path = [], type, requirement }): SettingsProblem[] => {
    const keys = path.map(({ key }) => (typeof key === 'number' ? key : String(key)));
    // Of the settings that are not known, the schema names the first alone.
    if (unknown.includes(String(keys[0]))) return [];
    return [{ path: keys, expected: expectedAt(keys, type === 'max_length', requirement) }];
  });
  const known = Object.keys(Settings.entries).join(', ');
  return [...unknown.map((key) => ({ path: [key], expected: known })), ...others];
}

/** A problem's place, as `allowedOrigins[1]` or `contacts.ig-team`. */
export function placeOf({ path }: SettingsProblem): string {
  return path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at ? '.' : ''}${key}`))
    .join('');
}

function unknownSettings(value: unknown): readonly string[] {
  return v.is(v.record(v.string(), v.unknown()), value)
    ? Object.keys(value).filter((key) => !Object.hasOwn(Settings.entries, key))
    : [];
}

function expectedAt(
  [setting, item]: readonly (string | number)[],
  isTooMany: boolean,
  most: unknown,
): string {
  if (setting === undefined) return '{ }';
  const example = EXAMPLES.get(setting) ?? '';
  if (item !== undefined || setting === 'language' || setting === 'contacts') return example;
  return isTooMany ? `[≤ ${most}]` : `["${example}"]`;
}
