import { phrasesOf } from './catalogue.ts';
import type { CataloguePage } from './catalogue-page.ts';
import { normalise } from './normalise.ts';
import { keyOf, OPEN_END } from './phrase-keys.ts';

/** Longer texts are no phrase of the catalogue, in UTF-16 code units. */
const LONGEST = 200;
/** What may follow a label or a sentence that is the same without it. */
const TRAILING = /\s*[:*.]+$/;

/** The texts that some pages are known by, and whether a text is one of them. */
export class PhraseBook {
  /** The catalogue's form, by the form without what may follow it. */
  readonly #whole = new Map<string, string>();
  readonly #beginnings: string[] = [];

  /** @param pages those that may stand where the texts are from */
  constructor(pages: readonly CataloguePage[]) {
    for (const page of pages) {
      for (const { phrase } of phrasesOf(page)) {
        for (const text of [phrase.en, phrase.cy]) if (text !== undefined) this.#add(text);
      }
    }
  }

  #add(text: string): void {
    const key = keyOf(text);
    if (text.endsWith(OPEN_END)) {
      if (!this.#beginnings.includes(key)) this.#beginnings.push(key);
    } else {
      this.#whole.set(key.replace(TRAILING, ''), key);
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
