/** Where the card may stand. */
export const CORNERS = ['bottom-right', 'top-right', 'bottom-left', 'top-left'] as const;
export type Corner = (typeof CORNERS)[number];

/** Distance to the edge of the window, in CSS pixels; as in the style sheet. */
const EDGE = 12;

/** What the person has to see and reach on the page. */
const FORM =
  'input:not([type=hidden]), select, textarea, button, a[href], [role=button], [role=option], ' +
  '[role=listitem], [role=radio], [role=dialog], [role=heading], h1, label, [data-test-cred-id]';

/** Most elements that are looked at: a page with more of them is a list, not a form. */
const MOST = 300;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The first corner where the card covers nothing of the page's form, or the one with least of it. */
export function freeCorner(
  card: HTMLElement,
  page: Document,
): { readonly corner: Corner; readonly isFree: boolean } {
  const { width, height } = card.getBoundingClientRect();
  const form = [...page.querySelectorAll(FORM)]
    .slice(0, MOST)
    .map((found) => found.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.height > 0);
  const costs = CORNERS.map((corner) => {
    const box = boxAt(corner, width, height);
    return { corner, cost: form.reduce((sum, other) => sum + overlap(box, other), 0) };
  });
  const best = costs.reduce((least, next) => (next.cost < least.cost ? next : least));
  return { corner: best.corner, isFree: best.cost === 0 };
}

function boxAt(corner: Corner, width: number, height: number): Box {
  const { clientWidth, clientHeight } = document.documentElement;
  const left = corner.endsWith('left') ? EDGE : clientWidth - EDGE - width;
  const top = corner.startsWith('top') ? EDGE : Math.min(clientHeight, innerHeight) - EDGE - height;
  return { left, top, right: left + width, bottom: top + height };
}

/** In square CSS pixels. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
