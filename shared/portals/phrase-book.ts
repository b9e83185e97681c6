import { type CataloguePage, type Phrase, phrasesOf } from './catalogue-page.ts';
import { normalise } from './normalise.ts';
import { keysOf, OPEN_END } from './phrase-keys.ts';

/** Longer texts are no phrase of the catalogue, in UTF-16 code units. */
const LONGEST = 200;
/** What may follow a label or a sentence that is the same without it. */
const TRAILING = /\s*[:*.]+$/;

/** The texts that some pages are known by, and whether a text is one of them. */
export class PhraseBook {
  /** The catalogue's form, by the form without what may follow it. */
  readonly #whole = new Map<string, string>();
  readonly #beginnings: string[] = [];

  /** @param page one that may stand where the texts are from */
  add(page: CataloguePage): void {
    for (const { phrase } of phrasesOf(page)) this.#add(phrase);
  }

  #add(phrase: Phrase): void {
    const mayGoOn = phrase.en.endsWith(OPEN_END);
    for (const key of keysOf(phrase)) {
      if (!mayGoOn) this.#whole.set(key.replace(TRAILING, ''), key);
      else if (!this.#beginnings.includes(key)) this.#beginnings.push(key);
    }
  }

  /** The catalogue's form of a text that stands on a page, or `null` for one that it does not have. */
  find(text: string): string | null {
    if (text.length > LONGEST) return null;
    const normal = normalise(text);
    const whole = this.#whole.get(normal.replace(TRAILING, ''));
    if (whole !== undefined) return whole;
    return this.#beginnings.find((beginning) => normal.startsWith(beginning)) ?? null;
  }
}
