import type { Row } from './results.ts';
import { summarise } from './statistics.ts';

type Place = Pick<Row, 'subject' | 'what' | 'peer' | 'way' | 'unit'>;

/** Measurements of one thing. */
export class Series {
  readonly #place: Place;
  readonly #measured: number[] = [];

  constructor(place: Place) {
    this.#place = place;
  }

  add(measured: number): void {
    this.#measured.push(measured);
  }

  /** Adds how many milliseconds some work takes, and gives its result. */
  async time<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.add(performance.now() - started);
    return result;
  }

  /** The row, or an empty one when nothing was measured. */
  row(): Row {
    if (this.#measured.length === 0) return { ...this.#place, empty: 'nothing was measured' };
    return { ...this.#place, summary: summarise(this.#measured) };
  }
}
