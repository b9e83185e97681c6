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
  /** Of this process's processor, the making of the inputs included. */
  readonly seconds: number;
  readonly slowestMs: number;
  /** Growth of the resident memory over the run. */
  readonly grownMb: number;
}

/** No input of a few kilobytes may take longer. */
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
  const processorBefore = process.cpuUsage();
  let accepted = 0;
  let slowestMs = 0;
  for (let input = 0; input < inputs; input += 1) {
    const bytes = mutated(parser.samples, dice);
    const start = performance.now();
    const outcome = outcomeOf(parser, bytes);
    // Most parsers answer at once: a million turns of the microtask queue would cost more than they do.
    if (outcome instanceof Promise ? await outcome : outcome) accepted += 1;
    const tookMs = performance.now() - start;
    slowestMs = Math.max(slowestMs, tookMs);
    if (tookMs > LONGEST_MS) await expectQuick(parser, bytes);
    if (input % BATCH === 0) await new Promise(setImmediate);
  }
  const grownMb = Math.round((process.memoryUsage.rss() - memoryBefore) / 2 ** 20);
  if (grownMb > MOST_GROWTH_MB) throw new Error(`${parser.name} grew by ${grownMb} MB`);
  const { user, system } = process.cpuUsage(processorBefore);
  const seconds = Math.round((user + system) / 1e5) / 10;
  const { name } = parser;
  return { name, inputs, accepted, refused: inputs - accepted, seconds, slowestMs, grownMb };
}

/**
 * Tries an input again that took long, by the time of the processor: the machine may have been busy.
 * @throws Error where it was not
 */
async function expectQuick(parser: FuzzedParser, bytes: Uint8Array): Promise<void> {
  const before = process.cpuUsage();
  await outcomeOf(parser, bytes);
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  if (tookMs > LONGEST_MS) throw fault(parser, bytes, `took ${tookMs} ms`);
}

/** @returns whether the input was accepted */
function outcomeOf(parser: FuzzedParser, bytes: Uint8Array): boolean | Promise<boolean> {
  const { stackTraceLimit } = Error;
  // Nobody looks at where the refusals come from, of which there are millions.
  Error.stackTraceLimit = 0;
  try {
    const result = parser.parse(bytes);
    if (!(result instanceof Promise)) return true;
    return result.then(
      () => true,
      (error: unknown) => isRefusal(parser, bytes, error),
    );
  } catch (error) {
    return isRefusal(parser, bytes, error);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** @throws Error for what is none */
function isRefusal(parser: FuzzedParser, bytes: Uint8Array, error: unknown): false {
  if (error instanceof WardkeyError && error.code !== 'internal') return false;
  throw fault(parser, bytes, String(error), error);
}

function fault(parser: FuzzedParser, bytes: Uint8Array, what: string, cause?: unknown): Error {
  const hex = Buffer.from(bytes).toString('hex');
  return new Error(`${parser.name}: ${what} with ${hex}`, { cause });
}
