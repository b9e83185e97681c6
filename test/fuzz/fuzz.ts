import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { Dice, mutated } from './mutations.ts';

/** One parser of what devices send, with answers of real devices to begin from. */
export interface FuzzedParser {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  /** Returns, or throws a WardkeyError: anything else is a fault. */
  readonly parse: (bytes: Uint8Array) => unknown;
}

export interface FuzzReport {
  readonly name: string;
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: number;
  readonly slowestMs: number;
  /** Growth of the resident memory over the run. */
  readonly grownMb: number;
}

/** No input of a few kilobytes may take longer. Room for a busy machine is in it. */
const LONGEST_MS = 2_000;

/** What a parser may hold on to, the runtime's own coming and going included. */
const MOST_GROWTH_MB = 300;

/** Between two turns of the event loop, so that time-outs of the runner are heeded. */
const BATCH = 10_000;

/**
 * Feeds a parser with damaged samples.
 * @throws Error with the input in hex for one that crashes, is slow, or makes memory grow
 */
export async function fuzz(
  parser: FuzzedParser,
  inputs: number,
  seed: number,
): Promise<FuzzReport> {
  const dice = new Dice(seed);
  const memoryBefore = process.memoryUsage.rss();
  let accepted = 0;
  let slowestMs = 0;
  for (let input = 0; input < inputs; input += 1) {
    const bytes = mutated(parser.samples, dice);
    const start = performance.now();
    if (await isAccepted(parser, bytes)) accepted += 1;
    const tookMs = performance.now() - start;
    slowestMs = Math.max(slowestMs, tookMs);
    if (tookMs > LONGEST_MS) throw fault(parser, bytes, `took ${tookMs} ms`);
    if (input % BATCH === 0) await new Promise(setImmediate);
  }
  const grownMb = Math.round((process.memoryUsage.rss() - memoryBefore) / 2 ** 20);
  if (grownMb > MOST_GROWTH_MB) throw new Error(`${parser.name} grew by ${grownMb} MB`);
  return { name: parser.name, inputs, accepted, refused: inputs - accepted, slowestMs, grownMb };
}

async function isAccepted(parser: FuzzedParser, bytes: Uint8Array): Promise<boolean> {
  try {
    const result = parser.parse(bytes);
    if (result instanceof Promise) await result;
    return true;
  } catch (error) {
    if (error instanceof WardkeyError && error.code !== 'internal') return false;
    throw fault(parser, bytes, String(error), error);
  }
}

function fault(parser: FuzzedParser, bytes: Uint8Array, what: string, cause?: unknown): Error {
  const hex = Buffer.from(bytes).toString('hex');
  return new Error(`${parser.name}: ${what} with ${hex}`, { cause });
}
