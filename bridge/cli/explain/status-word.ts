import type { Language } from '../../../shared/settings/settings.ts';
import { fill } from '../../../shared/words/fill.ts';
import cy from '../../../shared/words/status-words/cy.json' with { type: 'json' };
import en from '../../../shared/words/status-words/en.json' with { type: 'json' };
import type { Meaning } from './meaning.ts';

const SENTENCES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, cy };
const SOURCE = 'ISO/IEC 7816-4 §5.6';

/** A status word of a card: `6982`, `0x6982`, `69 82`. An `X` of the list, or at the end of what was typed, stands for any digit. */
export function statusWord(typed: string, language: Language): readonly Meaning[] {
  const code = /^(?:0x)?([0-9a-f]{3}[0-9a-fx])$/i
    .exec(typed.replace(/\s/g, ''))?.[1]
    ?.toUpperCase();
  if (code === undefined) return [];
  const found = Object.entries(SENTENCES[language]).find(([pattern]) =>
    new RegExp(`^${pattern.replaceAll('X', '[0-9A-FX]')}$`).test(code),
  );
  if (found === undefined) return [];
  // As reference books write it: any number of tries.
  const count = code.endsWith('X') ? 'X' : Number.parseInt(code.slice(3), 16);
  return [{ kind: 'status-word', code, says: fill(found[1], { count }), source: SOURCE }];
}
