import { isCutAway } from './cut-away.ts';

/** Smaller than this in both directions, in CSS pixels, is a text for screen readers alone. */
const SPECK = 2;
/** So far to the right of the window nobody scrolls, in CSS pixels. */
const FAR = 3_000;

/** Whether a person sees an element, as far as CSS and the layout tell. */
export function isVisible(element: Element): boolean {
  if (element.closest('[aria-hidden=true]') !== null) return false;
  // Radios and checkboxes are drawn by what stands beside them; they themselves are often see-through.
  const isDrawnBeside = element.matches('input[type=radio], input[type=checkbox]');
  if (!element.checkVisibility({ opacityProperty: !isDrawnBeside, visibilityProperty: true })) {
    return false;
  }
  const box = element.getBoundingClientRect();
  if (box.width < SPECK && box.height < SPECK) return false;
  // Entra parks the field of the other view left of or above the page.
  return isWithinWidth(box) && box.bottom + scrollY > 0;
}

/** Whether a person can see and hit an element: it has an area of its own, and nothing cuts it away. */
export function isWithinReach(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width >= SPECK && height >= SPECK && isVisible(element) && !isCutAway(element);
}

/** Whether a box is no further to the left or right than a person scrolls. */
function isWithinWidth({ left, right }: DOMRect): boolean {
  if (left >= innerWidth + FAR) return false;
  if (right + scrollX > 0) return true;
  // A page that is read from right to left scrolls to the left: less than 0 is in reach there.
  const { scrollWidth, clientWidth } = document.documentElement;
  return right + scrollX > clientWidth - scrollWidth && isRightToLeft();
}

function isRightToLeft(): boolean {
  return getComputedStyle(document.documentElement).direction === 'rtl';
}
