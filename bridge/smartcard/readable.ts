import type { ErrorCode } from '../../shared/errors/codes.ts';
import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';

/** What a card gets wrong in one of its parts, and not the end of the way to it. */
const PART_PROBLEMS: ReadonlySet<ErrorCode> = new Set([
  'device-garbled',
  'card-refused',
  'card-lacks-key',
  'card-wants-pin',
  'key-lacks-command',
]);

/** Whether what was thrown is the trouble of one part of a card alone. */
export function isPartProblem(thrown: unknown): boolean {
  return PART_PROBLEMS.has(toWardkeyError(thrown).code);
}

/**
 * Reads a part of a card; one that the card gets wrong does not keep the rest from being read.
 * @throws what reading throws, where it is more than that part's trouble
 */
export async function readable<T, O>(
  read: () => Promise<T>,
  otherwise: (problem: ErrorCode) => O,
): Promise<T | O> {
  try {
    return await read();
  } catch (thrown) {
    if (!isPartProblem(thrown)) throw thrown;
    return otherwise(toWardkeyError(thrown).code);
  }
}
