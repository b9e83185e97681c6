import { matchPage } from '../../../shared/portals/match.ts';
import type { RecognisedPage } from '../../../shared/portals/page-match.ts';
import { plainPath } from '../../../shared/portals/plain-path.ts';
import { isUnreadHost } from '../../../shared/portals/portals.ts';

/** Parts of a page's address, without what may name a person. */
export interface PageAddress {
  readonly host: string;
  readonly isHttps: boolean;
  readonly path: string;
}

/** @returns `null` for what is no page of the web */
export function pageAddress(url: string | undefined): PageAddress | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return { host, isHttps: protocol === 'https:', path: plainPath(pathname) };
}

/**
 * What an address alone tells, on hosts where no script of ours runs. Elsewhere the page itself
 * tells more, a moment later.
 */
export function matchAddress({ host, isHttps, path }: PageAddress): RecognisedPage {
  if (!isUnreadHost(host)) return { kind: 'nothing' };
  return matchPage({
    host,
    isHttps,
    path,
    hashes: [],
    pageId: null,
    selectors: [],
    phrases: [],
    // Whose mailbox it is, only the way that led here can tell.
    tenant: 'nhs',
    hasDomainHint: false,
    cameFromNhs: false,
    keyChoice: 'none',
  });
}
