/**
 * Seconds that a practised person needs for one act, by the keystroke-level model (Card, Moran and
 * Newell 1980): a key of an average typist, a way of the mouse to its target with the press, a thought
 * before it; and for one word of plain text, at 200 words a minute.
 */
const SECONDS = { key: 0.28, point: 1.1 + 0.2, think: 1.35, word: 0.3 } as const;

/** What a walk asks of a person: presses, keys and words to read. */
export class Effort {
  readonly #begun = performance.now();
  readonly #steps = new Set<string>();
  #inGuide = 0;
  #onPage = 0;
  #keys = 0;
  #words = 0;

  /** A press on a button of the guide. */
  guide(): void {
    this.#inGuide += 1;
  }

  /** A press on the page. */
  press(): void {
    this.#onPage += 1;
  }

  type(text: string): void {
    this.#keys += text.length;
  }

  /** A text of the guide, read once. */
  read(text: string): void {
    const step = /Step \d+ of \d+/.exec(text)?.[0];
    if (step === undefined || this.#steps.has(step)) return;
    this.#steps.add(step);
    // What screen readers are told stands there twice.
    for (const sentence of new Set(text.split(/(?<=[.?!])\s/))) {
      this.#words += sentence.split(/\s+/).length;
    }
  }

  get presses(): number {
    return this.#inGuide + this.#onPage;
  }

  /** What it took, in one line. */
  toString(): string {
    const { key, point, think, word } = SECONDS;
    const person = this.presses * (point + think) + this.#keys * key + this.#words * word;
    const machine = (performance.now() - this.#begun) / 1000;
    return (
      `${this.#steps.size} steps, ${this.#inGuide} presses in the guide and ${this.#onPage} on the page, ` +
      `${this.#keys} keys, ${this.#words} words to read: about ${Math.round(person)} s for a person ` +
      `(keystroke-level model), ${machine.toFixed(1)} s for the test`
    );
  }
}
