import {
  WEB_EID_ERRORS,
  type WebEidAction,
  type WebEidAnswer,
  type WebEidErrorCode,
  type WebEidVersions,
} from './protocol.ts';

/**
 * The answer of a request that failed.
 * @param versions as far as they are known, and the page has use of them
 */
export function failureOf(
  action: WebEidAction,
  code: WebEidErrorCode,
  versions: WebEidVersions = {},
): WebEidAnswer {
  const [name, message] = WEB_EID_ERRORS[code];
  const error = { code, name, message, stack: `${name}: ${message}`, ...versions };
  return { action: `${action}-failure`, error };
}
