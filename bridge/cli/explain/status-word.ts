import type { Language } from '../../../shared/settings/settings.ts';
import { fill } from '../../../shared/words/fill.ts';
import cy from '../../../shared/words/status-words/cy.json' with { type: 'json' };
import en from '../../../shared/words/status-words/en.json' with { type: 'json' };
import type { Meaning } from './meaning.ts';

const SENTENCES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, cy };
const SOURCE = 'ISO/IEC 7816-4 §5.6';

/** A status word of a card: `6982`, `0x6982`, `69 82`. An `X` of the list stands for any digit. */
export function statusWord(typed: string, language: Language): readonly Meaning[] {
  const code = /^(?:0x)?([0-9a-f]{4})$/i.exec(typed.replace(/\s/g, ''))?.[1]?.toUpperCase();
  if (code === undefined) return [];
  const found = Object.entries(SENTENCES[language]).find(([pattern]) =>
    new RegExp(`^${pattern.replaceAll('X', '[0-9A-F]')}$`).test(code),
  );
  if (found === undefined) return [];
  const count = Number.parseInt(code.slice(3), 16);
  return [{ kind: 'status-word', code, says: fill(found[1], { count }), source: SOURCE }];
}
