import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/ctap-statuses/cy.json' with { type: 'json' };
import en from '../../../shared/words/ctap-statuses/en.json' with { type: 'json' };
import { explain } from '../../../shared/words/words.ts';
import { statusError } from '../../ctap/status.ts';
import { STATUS } from '../../ctap/status-byte.ts';
import type { Meaning } from './meaning.ts';

const SENTENCES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, cy };
const SOURCE = 'CTAP 2.1 §8.2';
/** After no command in particular. */
const NO_COMMAND = 0;

/** A status byte by its number (`0x31`, `31`, `ctap:31`) or its name, with or without its prefix. */
export function ctapStatus(typed: string, language: Language): readonly Meaning[] {
  const name = typed.toUpperCase().replace(/^CTAP[12]_(ERR_)?/, '');
  const digits = /^(?:ctap[:\s]\s*)?(?:0x)?([0-9a-f]{1,2})$/i.exec(typed)?.[1];
  const byNumber = digits === undefined ? undefined : Number.parseInt(digits, 16);
  const found = Object.entries(STATUS).find(
    ([known, status]) => known === name || status === byNumber,
  );
  if (found === undefined) return [];
  const [known, status] = found;
  return [{ ...meaningOf(known, status, language), source: SOURCE }];
}

function meaningOf(name: string, status: number, language: Language): Meaning {
  const code = `0x${status.toString(16).padStart(2, '0')}`;
  const known = SENTENCES[language][name];
  // What a person is told, unless that is only that the key has said no.
  const { code: own } = statusError(NO_COMMAND, status);
  return known === undefined
    ? { kind: 'ctap', code, name, ...explain(language, own) }
    : { kind: 'ctap', code, name, says: known };
}
