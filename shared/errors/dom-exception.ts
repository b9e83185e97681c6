import type { ErrorCode } from './codes.ts';

/** The exceptions that WebAuthn Level 3 §5.1.3 and §5.1.4 let a page see. */
export type DomExceptionName =
  | 'NotAllowedError'
  | 'InvalidStateError'
  | 'NotSupportedError'
  | 'SecurityError'
  | 'ConstraintError'
  | 'AbortError';

const NAMES: Partial<Record<ErrorCode, DomExceptionName>> = {
  'credential-excluded': 'InvalidStateError',
  'algorithm-unsupported': 'NotSupportedError',
  'options-invalid': 'NotSupportedError',
  'rp-id-mismatch': 'SecurityError',
  'ceremony-aborted': 'AbortError',
  'key-lacks-resident-keys': 'ConstraintError',
  'key-lacks-user-verification': 'ConstraintError',
};

/**
 * The exception that the page gets for a code. All that would tell a page about the person's
 * devices is NotAllowedError (WebAuthn Level 3 §14.5.1).
 */
export function domExceptionFor(code: ErrorCode): DomExceptionName {
  return NAMES[code] ?? 'NotAllowedError';
}
