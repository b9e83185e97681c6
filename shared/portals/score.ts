import type { CataloguePage } from './catalogue-page.ts';
import type { Evidence } from './page-match.ts';
import { isListed, keysOf } from './phrase-keys.ts';
import type { PageSnapshot, SeenPhrase } from './snapshot.ts';

/** How well a page fits. */
export interface Score {
  readonly points: number;
  /** Whether something was seen that this page alone has. */
  readonly isKeyed: boolean;
  /** Whether it rests on more than selectors that nobody has confirmed. */
  readonly isConfirmed: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Points for what is seen, after the order of trust: the PageID that one page alone has, selectors,
 * the path, headings, other texts. What several pages have only adds to a page that is keyed already.
 */
const POINTS = {
  ownPageId: 7,
  sharedPageId: 2,
  otherPageId: -5,
  /** A view that is new, or an old one under a new name: words alone are not enough for a step. */
  newPageId: -3,
  keySelector: 6,
  furtherKeySelector: 1,
  selector: 1,
  heading: 5,
  action: 4,
  plainText: 4,
  furtherPhrase: 1,
  enoughTexts: 5,
  text: 1,
  path: 1,
  otherPath: -2,
  decidingPath: 8,
  decidingText: 8,
  hash: 8,
  otherHash: -4,
} as const;

/** No kind of evidence adds more than this, however often it is there. */
const MOST_OF_A_KIND = 3;

/**
 * How well a page fits what was seen.
 * @param among all pages that it could be instead, the page itself too
 * @param moreKeys selectors that a policy adds to the page's own
 */
export function scoreOf(
  page: CataloguePage,
  seen: PageSnapshot,
  among: readonly CataloguePage[],
  moreKeys: readonly string[],
): Score {
  const parts = [
    pageIdPart(page, seen, among),
    keySelectorPart(page, moreKeys, seen),
    phrasePart(page, seen, among),
    enoughTextsPart(page, seen),
    pathPart(page, seen),
    hashPart(page, seen),
    { points: supporting(page, seen), isKeyed: false },
  ];
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    isKeyed: !isUnderAnother(page, seen) && parts.some((part) => part.isKeyed),
    isConfirmed: parts.some(
      ({ points, of, isConfirmed }) => points > 0 && of !== undefined && isConfirmed !== false,
    ),
    evidence: parts.flatMap(({ points, of }) => (of !== undefined && points > 0 ? [of] : [])),
  };
}

interface Part {
  readonly points: number;
  readonly isKeyed: boolean;
  readonly of?: Evidence;
  /** False where nobody has confirmed any of it. */
  readonly isConfirmed?: boolean;
}

const NOTHING: Part = { points: 0, isKeyed: false };

function pageIdPart(
  { pageIds = [] }: CataloguePage,
  { pageId }: PageSnapshot,
  among: readonly CataloguePage[],
): Part {
  if (pageId === null || pageIds.length === 0) return NOTHING;
  const named = among.filter((page) => page.pageIds?.includes(pageId) === true).length;
  if (!pageIds.includes(pageId)) {
    const isNew = named === 0;
    return { points: isNew ? POINTS.newPageId : POINTS.otherPageId, isKeyed: false };
  }
  const isOwn = named === 1;
  return {
    points: isOwn ? POINTS.ownPageId : POINTS.sharedPageId,
    isKeyed: isOwn,
    of: 'page-id',
  };
}

function keySelectorPart(
  { keySelectors = [], unconfirmed = [] }: CataloguePage,
  moreKeys: readonly string[],
  { selectors }: PageSnapshot,
): Part {
  const found = [...keySelectors, ...moreKeys].filter((key) => selectors.includes(key));
  if (found.length === 0) return NOTHING;
  const further = Math.min(found.length - 1, MOST_OF_A_KIND) * POINTS.furtherKeySelector;
  return {
    points: POINTS.keySelector + further,
    isKeyed: true,
    of: 'selector',
    // An administrator who names a selector has seen it, whatever the catalogue knows of it.
    isConfirmed: found.some((key) => moreKeys.includes(key) || !unconfirmed.includes(key)),
  };
}

function isUnderAnother(page: CataloguePage, { phrases }: PageSnapshot): boolean {
  return phrases.some(({ text, role }) => role === 'heading' && isListed(text, 'notUnder', [page]));
}

function phrasePart(
  page: CataloguePage,
  { phrases, path }: PageSnapshot,
  among: readonly CataloguePage[],
): Part {
  const mayAct = page.actionsNeedPath !== true || fits(page, path);
  const best = new Map<string, number>();
  const note = (text: string, points: number): void => {
    if (points > 0) best.set(text, Math.max(points, best.get(text) ?? 0));
  };
  for (const phrase of phrases) {
    if (isListed(phrase.text, 'headings', [page])) note(phrase.text, headingPoints(phrase, among));
    if (mayAct && isListed(phrase.text, 'actions', [page])) {
      note(phrase.text, actionPoints(phrase, among));
    }
  }
  if (best.size === 0) return NOTHING;
  const further = Math.min(best.size - 1, MOST_OF_A_KIND) * POINTS.furtherPhrase;
  const deciding = page.decides === 'text' ? POINTS.decidingText : 0;
  return {
    points: Math.max(...best.values()) + further + deciding,
    isKeyed: true,
    of: 'heading',
  };
}

type Pages = readonly CataloguePage[];

function headingPoints({ text, role }: SeenPhrase, among: Pages): number {
  if (role === 'heading') return POINTS.heading;
  return role === 'text' && !isListed(text, 'actions', among) ? POINTS.plainText : 0;
}

function actionPoints({ text, role }: SeenPhrase, among: Pages): number {
  if (role === 'action') return POINTS.action;
  return role === 'text' && !isListed(text, 'headings', among) ? POINTS.plainText : 0;
}

function textsSeen({ texts = [] }: CataloguePage, { phrases }: PageSnapshot): number {
  return texts.filter((text) =>
    keysOf(text).some((key) => phrases.some((phrase) => phrase.text === key)),
  ).length;
}

function enoughTextsPart(page: CataloguePage, seen: PageSnapshot): Part {
  const { enoughTexts } = page;
  if (enoughTexts === undefined || textsSeen(page, seen) < enoughTexts) return NOTHING;
  return { points: POINTS.enoughTexts, isKeyed: true, of: 'text' };
}

function fits({ paths }: CataloguePage, path: string): boolean {
  return paths.some((pattern) => pattern.test(path));
}

function pathPart(page: CataloguePage, { path }: PageSnapshot): Part {
  const { decides, unconfirmed } = page;
  if (!fits(page, path)) {
    // A path that is a guess speaks for a page, and never against it.
    return unconfirmed?.includes('path') ? NOTHING : { points: POINTS.otherPath, isKeyed: false };
  }
  return decides === 'path'
    ? { points: POINTS.decidingPath, isKeyed: true, of: 'path' }
    : { points: POINTS.path, isKeyed: false };
}

function hashPart({ hashes = [] }: CataloguePage, seen: PageSnapshot): Part {
  if (hashes.length === 0) return NOTHING;
  return hashes.some((hash) => seen.hashes.includes(hash))
    ? { points: POINTS.hash, isKeyed: true, of: 'hash' }
    : { points: POINTS.otherHash, isKeyed: false };
}

function supporting(page: CataloguePage, seen: PageSnapshot): number {
  const { selectors = [] } = page;
  const found = selectors.filter((selector) => seen.selectors.includes(selector)).length;
  return (
    Math.min(found, MOST_OF_A_KIND) * POINTS.selector +
    Math.min(textsSeen(page, seen), MOST_OF_A_KIND) * POINTS.text
  );
}
