import { heading, line, summarise } from './statistics.ts';

/** Measurements of one thing. */
export class Series {
  readonly #name: string;
  readonly #unit: string;
  readonly #measured: number[] = [];

  constructor(name: string, unit: string) {
    this.#name = name;
    this.#unit = unit;
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

  /** Prints a table, or one line of JSON. @throws RangeError for an empty series */
  static print(all: readonly Series[], asJson: boolean): void {
    const rows = all.map((one) => ({
      name: one.#name,
      unit: one.#unit,
      ...summarise(one.#measured),
    }));
    if (asJson) {
      console.log(JSON.stringify(rows));
      return;
    }
    console.log(heading);
    for (const { name, unit, ...summary } of rows) console.log(line(name, unit, summary));
  }
}
