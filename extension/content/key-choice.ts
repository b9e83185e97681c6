import type { KeyChoice } from '../../shared/portals/snapshot.ts';
import { isLegible } from './legible.ts';
import { isWithinReach } from './visible.ts';

/** The ways to sign in that Entra's pickers offer, by either of the marks that they carry. */
const WAYS = 'div[data-value], [data-test-cred-id]';
const KEY = "div[data-value='FidoKey'], [data-test-cred-id='7']";
/** So many levels above a way its list begins. */
const LEVELS = 4;
/** So far above or below the other ways nobody looks for the key, in CSS pixels. */
const FAR = 3_000;
/** The page's own settings, where they name a security key as one of this account's ways. */
const OFFERED = /"authMethodId"\s*:\s*"FidoKey"/;

/**
 * How a picker of sign-in ways treats the security key. A key's way that is taken from sight while
 * others stay is the known trick to push people off their key.
 */
export function keyChoiceOn(page: Document): KeyChoice {
  const ways = [...page.querySelectorAll(WAYS)];
  if (ways.length === 0) return 'none';
  const keys = ways.filter((way) => way.matches(KEY));
  const others = ways.filter((way) => !way.matches(KEY) && isWithinReach(way));
  // Where something lies over the whole list, the key is not the one that is kept from sight.
  const isListOpen = others.some((other) => !isCovered(other));
  const isOffered = (key: Element): boolean =>
    isOpenTo(key) && !(isListOpen && isCovered(key)) && !others.every((way) => isFar(key, way));
  if (keys.some((key) => isOffered(key) || (others.length === 0 && isOpenTo(key))))
    return 'offered';
  if (keys.some((key) => others.some((other) => areInOneList(key, other)))) return 'hidden';
  const isList = others.length > 1 && others.some((other) => other.matches('div[data-value]'));
  return isList && keys.length === 0 && namesKey(page) ? 'missing' : 'none';
}

function isOpenTo(key: Element): boolean {
  return isWithinReach(key) && isLegible(key);
}

function isFar(key: Element, other: Element): boolean {
  const { top } = key.getBoundingClientRect();
  return Math.abs(top - other.getBoundingClientRect().top) > FAR;
}

/**
 * Whether a click in the middle of an element that is in the window meets something else: what lies
 * over it, or what it stands in.
 */
function isCovered(way: Element): boolean {
  const { left, top, width, height } = way.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return over !== null && !way.contains(over);
}

function areInOneList(key: Element, other: Element): boolean {
  let list = key.parentElement;
  for (let level = 0; level < LEVELS && list !== null; level += 1) {
    if (list.contains(other)) return true;
    list = list.parentElement;
  }
  return false;
}

/** Looked for inside the page's own settings, of which nothing is kept. */
function namesKey(page: Document): boolean {
  return [...page.scripts].some(({ src, text }) => src === '' && OFFERED.test(text));
}
