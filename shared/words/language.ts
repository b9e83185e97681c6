import { LANGUAGES, type Language } from '../settings/settings.ts';

export interface LanguageWishes {
  /** Set by an administrator. */
  readonly policy?: Language | undefined;
  /** Chosen by the person. */
  readonly person?: Language | undefined;
  /** Language tags (RFC 5646) of the browser or the system, the most wanted first. */
  readonly system: readonly string[];
}

/** The language to speak: by policy, then person, then browser or system; else English. */
export function chooseLanguage({ policy, person, system }: LanguageWishes): Language {
  return policy ?? person ?? system.map(spoken).find((language) => language !== undefined) ?? 'en';
}

/** `cy-GB` is Welsh as much as `cy` is (RFC 4647 §3.4: look up by the shorter tag). */
function spoken(tag: string): Language | undefined {
  const primary = tag.split(/[-_.]/, 1)[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}
