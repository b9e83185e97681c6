/** Smaller than this in both directions, in CSS pixels, is a text for screen readers alone. */
const SPECK = 2;

/** Whether a person sees an element, as far as CSS and the layout tell. */
export function isVisible(element: Element): boolean {
  if (element.closest('[aria-hidden=true]') !== null) return false;
  // Radios and checkboxes are drawn by what stands beside them; they themselves are often see-through.
  const isDrawnBeside = element.matches('input[type=radio], input[type=checkbox]');
  if (!element.checkVisibility({ opacityProperty: !isDrawnBeside, visibilityProperty: true })) {
    return false;
  }
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (width < SPECK && height < SPECK) return false;
  // Entra parks the field of the other view left of or above the page.
  return right + scrollX > 0 && bottom + scrollY > 0;
}

/** Whether a person can see and hit an element: it also has an area of its own. */
export function isWithinReach(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width >= SPECK && height >= SPECK && isVisible(element);
}
