import type { ErrorCode } from './codes.ts';

/** Facts that a sentence may need: counts, names of readers, status bytes. Never a PIN or a name. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;

export interface WardkeyErrorOptions {
  readonly cause?: unknown;
  readonly facts?: ErrorFacts;
}

/** The one error of the product: a code of the closed union, with facts for its sentence. */
export class WardkeyError extends Error {
  override readonly name = 'WardkeyError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, options: WardkeyErrorOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.facts = options.facts ?? {};
  }

  /** Whether the same thing may work when the person simply tries again. */
  get retriable(): boolean {
    return RETRIABLE.has(this.code);
  }
}

const RETRIABLE: ReadonlySet<ErrorCode> = new Set([
  'bridge-stopped',
  'bridge-garbled',
  'bridge-mute',
  'message-too-large',
  'message-invalid',
  'internal',
  'ceremony-busy',
  'ceremony-cancelled',
  'ceremony-aborted',
  'ceremony-timeout',
  'page-gone',
  'sign-in-tab-hidden',
  'touch-denied',
  'touch-timeout',
  'tap-used',
  'key-refused',
  'key-data-damaged',
  'key-misunderstood',
  'key-not-allowed',
  'verification-needed',
  'verification-expired',
  'pin-wrong',
  'pin-replug',
  'pin-too-short',
  'card-pin-short',
  'card-pins-refused',
  'pin-too-simple',
  'pin-not-plain',
  'pin-pad-timeout',
  'pin-pad-cancelled',
  'pin-pad-differs',
  'pin-pad-length',
  'puk-wrong',
  'reset-too-late',
  'reset-replug-timeout',
  'reset-other-key',
  'fingerprint-wrong',
  'pin-last-try-unconfirmed',
  'device-none',
  'device-removed',
  'device-mute',
  'device-garbled',
  'device-busy',
  'pcsc-service-stopped',
  'pcsc-failed',
  'reader-none',
  'card-mute',
]);

/** What was thrown as a {@link WardkeyError}; anything unforeseen becomes `internal`. */
export function toWardkeyError(thrown: unknown): WardkeyError {
  return thrown instanceof WardkeyError ? thrown : new WardkeyError('internal', { cause: thrown });
}
