import { PCSC_CODES } from '../../../shared/errors/pcsc-return-codes.ts';
import { type ErrorFacts, WardkeyError } from '../../../shared/errors/wardkey-error.ts';

/** A PC/SC function that did not return SCARD_S_SUCCESS. Stays inside this folder. */
export class PcscError extends Error {
  override readonly name = 'PcscError';
  readonly call: string;
  readonly returnCode: number;

  constructor(call: string, returnCode: number) {
    super(`${call} returned 0x${hex(returnCode)}`);
    this.call = call;
    this.returnCode = returnCode;
  }
}

/** A thrown {@link PcscError} as the error that the rest of Wardkey knows; others stay as they are. */
export function fromPcsc(thrown: unknown, facts: ErrorFacts = {}): unknown {
  if (!(thrown instanceof PcscError)) return thrown;
  return new WardkeyError(PCSC_CODES.get(thrown.returnCode) ?? 'pcsc-failed', {
    cause: thrown,
    facts: { ...facts, returnCode: hex(thrown.returnCode) },
  });
}

/** Whether something failed with one of these return codes. */
export function isReturnCode(thrown: unknown, ...codes: readonly number[]): boolean {
  return thrown instanceof PcscError && codes.includes(thrown.returnCode);
}

function hex(returnCode: number): string {
  return returnCode.toString(16).toUpperCase().padStart(8, '0');
}
