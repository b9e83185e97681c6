/**
 * What a page may ask by the Web eID protocol. A page posts `{action, ...}` to its own window and
 * gets `<action>-ack`, then `<action>-success` or `<action>-failure` there.
 *
 * Source: web-eid.js 2.1 and the Web eID architecture document, read November 2026.
 */
export const WEB_EID_ACTIONS = [
  'web-eid:status',
  'web-eid:authenticate',
  'web-eid:get-signing-certificate',
  'web-eid:sign',
] as const;
export type WebEidAction = (typeof WEB_EID_ACTIONS)[number];

/** The version of the protocol that both parts of Wardkey speak, as libraries compare them. */
export const WEB_EID_VERSION = '2.1.0';

/** The name of the port from a page's content script to the background, one for each request. */
export const WEB_EID_PORT = 'web-eid';

/** The members of a request that are handed on; a page may add what it likes. */
export const REQUEST_MEMBERS = [
  'libraryVersion',
  'challengeNonce',
  'certificate',
  'hash',
  'hashFunction',
] as const;

/** The longest text of a page that is handed on at all, in UTF-16 units. */
export const MAX_TEXT = 32_768;

/** From the content script, over the port. */
export type FromWebEidPage =
  | { readonly type: 'request'; readonly request: unknown; readonly otherAnswers: boolean }
  /** Somebody else acknowledged what this page asked. */
  | { readonly type: 'other-answers' };

/** To the content script, over the port; a port that closes before `taken` took nothing. */
export type ToWebEidPage =
  | { readonly type: 'taken' }
  | { readonly type: 'answer'; readonly answer: WebEidAnswer };

/** Versions that a page hears of beside an error, SemVer all. */
export interface WebEidVersions {
  readonly library?: string;
  readonly extension?: string;
  readonly nativeApp?: string;
  /** What has to be newer, of versions that do not go together. */
  readonly requiresUpdate?: { readonly extension: boolean; readonly nativeApp: boolean };
}

export interface WebEidError extends WebEidVersions {
  readonly code: WebEidErrorCode;
  readonly message: string;
  readonly name: string;
  readonly stack: string;
}

export type WebEidAnswer =
  | { readonly action: `${WebEidAction}-success`; readonly [member: string]: unknown }
  | { readonly action: `${WebEidAction}-failure`; readonly error: WebEidError };

/** The codes that a page may see, with the names of their errors and what they say to developers. */
export const WEB_EID_ERRORS = {
  ERR_WEBEID_ACTION_TIMEOUT: ['ActionTimeoutError', 'the extension did not answer in time'],
  ERR_WEBEID_USER_TIMEOUT: ['UserTimeoutError', 'the person did not answer in time'],
  ERR_WEBEID_VERSION_MISMATCH: ['VersionMismatchError', 'the versions do not go together'],
  ERR_WEBEID_VERSION_INVALID: ['VersionInvalidError', 'a version is not in SemVer format'],
  ERR_WEBEID_CONTEXT_INSECURE: ['ContextInsecureError', 'the page was not fetched by https'],
  ERR_WEBEID_NATIVE_UNAVAILABLE: ['NativeUnavailableError', 'the native program is not there'],
  ERR_WEBEID_UNKNOWN_ERROR: ['UnknownError', 'an unknown error occurred'],
  ERR_WEBEID_USER_CANCELLED: ['UserCancelledError', 'the request was cancelled'],
  ERR_WEBEID_NATIVE_INVALID_ARGUMENT: [
    'NativeInvalidArgumentError',
    'the native program refused an argument',
  ],
  ERR_WEBEID_NATIVE_FATAL: ['NativeFatalError', 'the native program ended with an error'],
  ERR_WEBEID_ACTION_PENDING: ['ActionPendingError', 'another action is under way'],
  ERR_WEBEID_MISSING_PARAMETER: ['MissingParameterError', 'a parameter is missing'],
} as const;
export type WebEidErrorCode = keyof typeof WEB_EID_ERRORS;
