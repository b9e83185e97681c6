import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** A signal that is aborted with a code when the time is over, unless that is ended before. */
export function timeLimit(
  ms: number,
  code: ErrorCode,
): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new WardkeyError(code)), ms);
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}
