import type { Language } from '../settings/settings.ts';
import cy from './journeys/cy.json' with { type: 'json' };
import en from './journeys/en.json' with { type: 'json' };

/** The sentences of one journey, by name: `title`, `step1`, `warning1`, `done` and so on. */
export type JourneyWords = Readonly<Record<string, string>>;

// Typed as the English file, so that a journey missing in Welsh does not compile.
const WORDS: Readonly<Record<Language, typeof en>> = { en, cy };

const TABLES: Readonly<Record<Language, ReadonlyMap<string, JourneyWords>>> = {
  en: new Map(Object.entries(WORDS.en)),
  cy: new Map(Object.entries(WORDS.cy)),
};

/** One sentence of a journey; empty where it has none of that name. */
export function sayOfJourney(language: Language, journey: string, name: string): string {
  return TABLES[language].get(journey)?.[name] ?? '';
}
