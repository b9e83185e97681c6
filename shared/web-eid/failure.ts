import {
  WEB_EID_ERRORS,
  type WebEidAction,
  type WebEidAnswer,
  type WebEidErrorCode,
} from './protocol.ts';

/** The answer of a request that failed. */
export function failureOf(action: WebEidAction, code: WebEidErrorCode): WebEidAnswer {
  const [name, message] = WEB_EID_ERRORS[code];
  const error = { code, name, message, stack: `${name}: ${message}` };
  return { action: `${action}-failure`, error };
}
