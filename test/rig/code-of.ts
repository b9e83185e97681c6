import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** The code of the WardkeyError that a function throws; fails on any other outcome. */
export function codeOf(run: () => unknown): ErrorCode {
  try {
    run();
  } catch (thrown) {
    return codeIn(thrown);
  }
  throw new Error('nothing was thrown');
}

/** The code with which a promise rejects; fails on any other outcome. */
export async function rejectionCode(promise: Promise<unknown>): Promise<ErrorCode> {
  return promise.then(() => {
    throw new Error('the promise was fulfilled');
  }, codeIn);
}

function codeIn(thrown: unknown): ErrorCode {
  if (thrown instanceof WardkeyError) {
    return thrown.code;
  }
  throw thrown;
}
