import type { PageSnapshot } from './snapshot.ts';

/**
 * Views that the catalogue does not have and that share fields and headings with those it has: a
 * device's code, signing out, terms of use, a password that is to be changed.
 */
const PAGE_IDS: readonly string[] = [
  'ConvergedSignOut',
  'ConvergedRemoteConnect',
  'ConvergedConditionalAccess',
  'ConvergedUserPrivacyNotice',
  'ConvergedTermsOfUse',
  'ConvergedChangePassword',
];

/** The same by their addresses, on the hosts of Entra and of federation servers. */
const PATHS: readonly RegExp[] = [
  /^\/[^/]+\/oauth2\/(v2\.0\/)?(deviceauth|devicelogin|logout)/i,
  /^\/device\/?$/i,
  /^\/(common\/)?(deviceauth|devicelogin|logout)/i,
  /^\/adfs\/(portal|oauth2\/(deviceauth|logout))/i,
];

/** Whether it is known of a view that it is none of the catalogue's. */
export function isOtherView({ pageId, path }: Pick<PageSnapshot, 'pageId' | 'path'>): boolean {
  return (pageId !== null && PAGE_IDS.includes(pageId)) || PATHS.some((other) => other.test(path));
}
