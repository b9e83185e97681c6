import type { Row } from '../results.ts';

export interface BenchOptions {
  /** How often each thing is done. */
  readonly runs: number;
  /** Under two minutes in all. */
  readonly quick: boolean;
  /** Tells how far the benchmark has come. */
  readonly say: (text: string) => void;
}

/** One part of the benchmark. */
export interface Subject {
  readonly name: string;
  measure(options: BenchOptions): Promise<readonly Row[]>;
}
