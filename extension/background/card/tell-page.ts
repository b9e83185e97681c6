/**
 * Tells the page that it runs in, if it is of an origin, that the card of its sign-in was taken out.
 * It goes there as text: it knows nothing of what is around it here.
 * @param given the origin, serialised
 * @returns whether the page is of that origin
 */
export function tellCardRemoved([origin]: readonly string[]): boolean {
  if (location.origin !== origin) return false;
  window.postMessage({ action: 'wardkey:card-removed' }, location.origin);
  return true;
}
