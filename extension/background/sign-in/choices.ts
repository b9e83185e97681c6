/** The person's choices, one after the other, each of which they may take back while it is made. */
export class Choices {
  #last: Promise<void>;
  /** How often the person went back to the browser's own flow. */
  #leaves = 0;

  /** @param begin what the first choice waits for; it never rejects */
  constructor(begin: Promise<void>) {
    this.#last = begin;
  }

  /**
   * Makes a choice when those before are made.
   * @param make is told by a function whether the person has left since they chose
   */
  next(make: (hasLeft: () => boolean) => Promise<void>): Promise<void> {
    const leaves = this.#leaves;
    const made = this.#last.then(() => make(() => leaves !== this.#leaves));
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** Asks something between choices, so that none loses what it has taken. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    const asked = this.#last.then(question);
    this.#last = asked.then(nothing, nothing);
    return asked;
  }

  /** The person goes back to the browser's own flow: no choice until now holds. */
  leave(): void {
    this.#leaves += 1;
  }
}

function nothing(): void {}
