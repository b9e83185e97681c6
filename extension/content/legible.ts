/** Smaller letters than this nobody reads, in CSS pixels. */
const SMALLEST = 2;
/** Nor letters that are fainter than this. */
const FAINTEST = 0.1;
/** How far a colour covers, where it is written with that: `rgba(0, 0, 0, 0)`, `color(srgb 0 0 0 / 0)`. */
const ALPHA = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/;

/** Whether any words of an element have size and colour; one without words is its own picture. */
export function isLegible(element: Element): boolean {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let hasWords = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement === null || node.nodeValue?.trim() === '') continue;
    if (hasInk(node.parentElement)) return true;
    hasWords = true;
  }
  return !hasWords;
}

function hasInk(parent: Element): boolean {
  const { color, fontSize } = getComputedStyle(parent);
  const [, comma, slash] = ALPHA.exec(color) ?? [];
  return Number.parseFloat(fontSize) >= SMALLEST && Number(comma ?? slash ?? 1) >= FAINTEST;
}
