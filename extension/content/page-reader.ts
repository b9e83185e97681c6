import type { HostPages, PageAddress } from '../../shared/portals/host-pages.ts';
import type { PageSnapshot } from '../../shared/portals/snapshot.ts';
import { keyChoiceOn } from './key-choice.ts';
import { seenPhrases } from './seen-phrases.ts';
import { isVisible } from './visible.ts';

/** Of so many elements that a selector finds, one has to be visible. */
const MOST_FOUND = 8;

/**
 * What is seen of a page, bit by bit; yields between them. No value of any field is read.
 * @param known what is known of the pages of its host
 */
export function* readPage(
  page: Document,
  address: PageAddress,
  known: HostPages,
): Generator<void, PageSnapshot> {
  const selectors: string[] = [];
  for (const selector of known.selectors) {
    if (shows(page, selector)) selectors.push(selector);
    yield;
  }
  const phrases = yield* seenPhrases(page, known.book, known.neverRead);
  yield;
  const keyChoice = keyChoiceOn(page);
  yield;
  return {
    ...known.seenIn(address),
    pageId: page.querySelector('meta[name=PageID]')?.getAttribute('content') ?? null,
    selectors,
    phrases,
    cameFromNhs: known.isOfNhs(hostOf(page.referrer)),
    keyChoice,
  };
}

/** @param address may be empty */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

function shows(page: Document, selector: string): boolean {
  try {
    return [...page.querySelectorAll(selector)].slice(0, MOST_FOUND).some(isVisible);
  } catch {
    // A policy's selector that is no CSS finds nothing.
    return false;
  }
}
