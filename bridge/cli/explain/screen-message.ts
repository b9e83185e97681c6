import type { Language } from '../../../shared/settings/settings.ts';
import { HELPERS } from '../../../shared/words/words.ts';
import type { Meaning } from './meaning.ts';

/** An error that is known by what a screen says. */
export interface ScreenMessage {
  /** Codes, and beginnings of what screens say, in lower case; `*` stands for digits. */
  readonly matches: readonly string[];
  readonly who: string;
  readonly source: string;
}

export interface MessageSentences {
  readonly says: string;
  readonly next: string;
}

/** A list of such errors, by their names, with the sentences for each. */
export interface MessageList {
  readonly kind: Meaning['kind'];
  readonly entries: Readonly<Record<string, ScreenMessage>>;
  readonly sentences: Readonly<Record<Language, Readonly<Record<string, MessageSentences>>>>;
}

/** What a list knows of what was typed: a code, or what the screen says, with or without its marks. */
export function screenMessage(
  { kind, entries, sentences }: MessageList,
  typed: string,
  language: Language,
): readonly Meaning[] {
  const plain = plainly(typed);
  const found = Object.entries(entries).find(([, { matches }]) =>
    matches.some((match) => fits(plain, match)),
  );
  if (found === undefined) return [];
  const [code, { who, source }] = found;
  const known = sentences[language][code];
  const helper = HELPERS.find((one) => one === who) ?? 'it-service-desk';
  return known === undefined ? [] : [{ kind, code, ...known, who: helper, source }];
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
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9_]+/g, ' ')
    .trim();
}
