import reference from '../../../shared/reference/sign-in-errors.json' with { type: 'json' };
import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/sign-in-errors/cy.json' with { type: 'json' };
import en from '../../../shared/words/sign-in-errors/en.json' with { type: 'json' };
import { HELPERS } from '../../../shared/words/words.ts';
import type { Meaning } from './meaning.ts';

interface Entry {
  readonly name: string;
  readonly who: string;
  readonly source: string;
  /** Where one entry stands for a range. */
  readonly lastOfRange?: string;
}

interface Sentences {
  readonly says: string;
  readonly next: string;
}

const ENTRIES: Readonly<Record<string, Entry>> = reference;
const SENTENCES: Readonly<Record<Language, Readonly<Record<string, Sentences>>>> = { en, cy };

/** An error of a Microsoft sign-in page: `AADSTS50126`, its number alone, or the first of a range. */
export function signInError(typed: string, language: Language): readonly Meaning[] {
  const digits = /^(?:AADSTS\s*)?([0-9]{5,8})(?:\.\.[0-9]+)?$/i.exec(typed)?.[1];
  if (digits === undefined) return [];
  const found = Object.entries(ENTRIES).find(([code, { lastOfRange = code }]) =>
    isBetween(Number(digits), numberOf(code), numberOf(lastOfRange)),
  );
  if (found === undefined) return [];
  const [listed, { name, who, source }] = found;
  const sentences = SENTENCES[language][listed];
  return sentences === undefined
    ? []
    : [
        {
          kind: 'entra',
          code: `AADSTS${digits}`,
          name,
          ...sentences,
          who: HELPERS.find((helper) => helper === who) ?? 'it-service-desk',
          source,
        },
      ];
}

function numberOf(code: string): number {
  return Number(code.replace('AADSTS', ''));
}

function isBetween(number: number, first: number, last: number): boolean {
  return number >= first && number <= last;
}
