import type { ErrorCode } from './codes.ts';

/** The exceptions that WebAuthn Level 3 §5.1.3 and §5.1.4 let a page see. */
export type DomExceptionName =
  | 'NotAllowedError'
  | 'InvalidStateError'
  | 'NotSupportedError'
  | 'SecurityError'
  | 'ConstraintError'
  | 'AbortError';

/**
 * All that a page is told of a failure beside the exception's name: WebAuthn Level 3 §14.5.1 wants
 * no word about the person's devices.
 */
export const NEUTRAL_MESSAGE = 'The request was not allowed, or it was cancelled.';

const NAMES: Partial<Record<ErrorCode, DomExceptionName>> = {
  'credential-excluded': 'InvalidStateError',
  'algorithm-unsupported': 'NotSupportedError',
  'options-invalid': 'NotSupportedError',
  'rp-id-mismatch': 'SecurityError',
  'ceremony-aborted': 'AbortError',
};

/** A registration may say that no key meets the page's requirements; a sign-in may not (§5.1.3). */
const NAMES_IN_CREATE: Partial<Record<ErrorCode, DomExceptionName>> = {
  'key-lacks-resident-keys': 'ConstraintError',
  'key-lacks-user-verification': 'ConstraintError',
};

/**
 * The exception that the page gets for a code. All that would tell a page about the person's
 * devices is NotAllowedError (WebAuthn Level 3 §14.5.1).
 */
export function domExceptionFor(code: ErrorCode, ceremony: 'create' | 'get'): DomExceptionName {
  return (
    (ceremony === 'create' ? NAMES_IN_CREATE[code] : undefined) ?? NAMES[code] ?? 'NotAllowedError'
  );
}
