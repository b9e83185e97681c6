/** Put in by the build of the edition for Firefox; absent in others. */
declare const WARDKEY_INTERCEPTION: unknown;

/** Whether this copy answers pages by a content script of its own, which it brings along. */
export const HAS_INTERCEPTION = typeof WARDKEY_INTERCEPTION !== 'undefined';
