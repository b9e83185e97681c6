import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';

/** What is wrong with an attestation statement; its fact `reason` says it. */
export function attestationProblem(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: `attestation-${reason}` } });
}
