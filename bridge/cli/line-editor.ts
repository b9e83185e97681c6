/** More than any PIN or answer has, in UTF-16 units. */
const MAX_LENGTH = 512;

const KEY = {
  interrupt: '\u0003',
  endOfInput: '\u0004',
  backspace: '\b',
  delete: '\u007f',
  clearLine: '\u0015',
  escape: '\u001b',
} as const;

/** What has come of the keys so far. */
export type Typing = 'more' | 'done' | 'interrupted';

/** One line being typed at a terminal in raw mode, where no system edits it. */
export class LineEditor {
  readonly #echo: (text: string) => void;
  #text: string[] = [];
  #sequence: 'none' | 'begun' | 'open' = 'none';

  /** @param echo shows what was typed; does nothing for a secret */
  constructor(echo: (text: string) => void) {
    this.#echo = echo;
  }

  get text(): string {
    return this.#text.join('');
  }

  /** Takes what the terminal sent; what comes behind the end of the line is dropped. */
  feed(typed: string): Typing {
    for (const key of typed) {
      const now = this.#inSequence(key) ? 'more' : this.#take(key);
      if (now !== 'more') return now;
    }
    return 'more';
  }

  /** Arrows and the like send sequences (ECMA-48 §5.4), which are no part of a PIN. */
  #inSequence(key: string): boolean {
    switch (this.#sequence) {
      case 'none':
        if (key !== KEY.escape) return false;
        this.#sequence = 'begun';
        return true;
      case 'begun':
        this.#sequence = key === '[' || key === 'O' ? 'open' : 'none';
        return this.#sequence === 'open';
      case 'open':
        if (key >= '@' && key <= '~') this.#sequence = 'none';
        return true;
    }
  }

  #take(key: string): Typing {
    switch (key) {
      case '\r':
      case '\n':
        return 'done';
      case KEY.interrupt:
        return 'interrupted';
      case KEY.endOfInput:
        return this.#text.length === 0 ? 'interrupted' : 'more';
      case KEY.backspace:
      case KEY.delete:
        this.#erase(1);
        return 'more';
      case KEY.clearLine:
        this.#erase(this.#text.length);
        return 'more';
      default:
        if (key >= ' ' && this.#text.length < MAX_LENGTH) {
          this.#text.push(key);
          this.#echo(key);
        }
        return 'more';
    }
  }

  #erase(count: number): void {
    const gone = Math.min(count, this.#text.length);
    this.#text = this.#text.slice(0, this.#text.length - gone);
    this.#echo('\b \b'.repeat(gone));
  }
}
