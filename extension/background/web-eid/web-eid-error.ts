import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { WebEidErrorCode } from '../../../shared/web-eid/protocol.ts';

const CODES: Partial<Record<ErrorCode, WebEidErrorCode>> = {
  'bridge-missing': 'ERR_WEBEID_NATIVE_UNAVAILABLE',
  'bridge-forbidden': 'ERR_WEBEID_NATIVE_UNAVAILABLE',
  'bridge-blocked-by-policy': 'ERR_WEBEID_NATIVE_UNAVAILABLE',
  'bridge-stopped': 'ERR_WEBEID_NATIVE_UNAVAILABLE',
  'bridge-mute': 'ERR_WEBEID_NATIVE_UNAVAILABLE',
  'bridge-version': 'ERR_WEBEID_VERSION_MISMATCH',
  'method-unknown': 'ERR_WEBEID_VERSION_MISMATCH',
  'sign-in-tab-hidden': 'ERR_WEBEID_UNKNOWN_ERROR',
  'bridge-garbled': 'ERR_WEBEID_UNKNOWN_ERROR',
  internal: 'ERR_WEBEID_UNKNOWN_ERROR',
  'ceremony-busy': 'ERR_WEBEID_ACTION_PENDING',
  'ceremony-cancelled': 'ERR_WEBEID_USER_CANCELLED',
  'ceremony-aborted': 'ERR_WEBEID_USER_CANCELLED',
  'page-gone': 'ERR_WEBEID_USER_CANCELLED',
  'ceremony-timeout': 'ERR_WEBEID_USER_TIMEOUT',
  'options-invalid': 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT',
  'message-invalid': 'ERR_WEBEID_NATIVE_INVALID_ARGUMENT',
};

/** What a page sees of an error. Of the card and its PIN it learns nothing but that it failed. */
export function webEidCodeOf(code: ErrorCode): WebEidErrorCode {
  return CODES[code] ?? 'ERR_WEBEID_NATIVE_FATAL';
}
