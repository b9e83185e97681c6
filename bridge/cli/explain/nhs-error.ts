import reference from '../../../shared/reference/nhs-errors.json' with { type: 'json' };
import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/nhs-errors/cy.json' with { type: 'json' };
import en from '../../../shared/words/nhs-errors/en.json' with { type: 'json' };
import { HELPERS } from '../../../shared/words/words.ts';
import type { Meaning } from './meaning.ts';

interface Entry {
  /** Codes, and beginnings of what screens say, in lower case; `*` stands for digits. */
  readonly matches: readonly string[];
  readonly who: string;
  readonly source: string;
}

interface Sentences {
  readonly says: string;
  readonly next: string;
}

const ENTRIES: Readonly<Record<string, Entry>> = reference;
const SENTENCES: Readonly<Record<Language, Readonly<Record<string, Sentences>>>> = { en, cy };

/** An error of the NHS smartcard programs: its code (`PR20002`, `400_645`), or what the screen says. */
export function nhsError(typed: string, language: Language): readonly Meaning[] {
  const plain = plainly(typed);
  const found = Object.entries(ENTRIES).find(([, { matches }]) =>
    matches.some((match) => fits(plain, match)),
  );
  if (found === undefined) return [];
  const [code, { who, source }] = found;
  const sentences = SENTENCES[language][code];
  const helper = HELPERS.find((known) => known === who) ?? 'it-service-desk';
  return sentences === undefined ? [] : [{ kind: 'nhs', code, ...sentences, who: helper, source }];
}

/** A code begins what is shown with it (`ERR1002 Unable to read smartcard`). */
function fits(plain: string, match: string): boolean {
  if (match.endsWith('*')) return /^\d+$/.test(remainder(plain, match.slice(0, -1)) ?? '');
  return remainder(`${plain} `, `${match} `) !== undefined;
}

function remainder(text: string, beginning: string): string | undefined {
  return text.startsWith(beginning) ? text.slice(beginning.length) : undefined;
}

/** As screens write it, without the marks that people leave out. */
function plainly(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, ' ')
    .trim();
}
