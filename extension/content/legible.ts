/** Smaller letters than this nobody reads, in CSS pixels. */
const SMALLEST = 2;
/** Nor letters that are fainter than this. */
const FAINTEST = 0.1;
/** How far a colour covers, where it is written with that: `rgba(0, 0, 0, 0)`, `color(srgb 0 0 0 / 0)`. */
const ALPHA = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/;

/** A colour that covers nothing. */
const SEE_THROUGH = 'rgba(0, 0, 0, 0)';
/** What a page without a background of its own is drawn on, where that is known. */
const CANVAS = 'rgb(255, 255, 255)';

/** Whether any words of an element have size and colour; one without words is its own picture. */
export function isLegible(element: Element): boolean {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const box = element.getBoundingClientRect();
  let hasWords = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement === null || node.nodeValue?.trim() === '') continue;
    if (hasInk(node.parentElement) && isInside(node, box)) return true;
    hasWords = true;
  }
  return !hasWords;
}

function hasInk(parent: Element): boolean {
  const { color, fontSize } = getComputedStyle(parent);
  const [, comma, slash] = ALPHA.exec(color) ?? [];
  const isInked = Number(comma ?? slash ?? 1) >= FAINTEST && color !== groundOf(parent);
  return isInked && Number.parseFloat(fontSize) >= SMALLEST;
}

/** The one colour that words stand on; `null` where a picture lies between, or it is not known. */
function groundOf(parent: Element): string | null {
  for (let part: Element | null = parent; part !== null; part = part.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(part);
    if (backgroundImage !== 'none') return null;
    if (backgroundColor !== SEE_THROUGH) return backgroundColor;
  }
  return isCanvasKnown() ? CANVAS : null;
}

/** No style tells the colour of a page in its dark form, or in the colours that a person has chosen. */
function isCanvasKnown(): boolean {
  return !isDark() && !matchMedia('(forced-colors: active)').matches;
}

/**
 * Whether the page may be shown in its dark form: one that has both follows the person (CSS Color
 * Adjustment §2.2). What its head says counts where its root leaves it open (§2.3).
 */
function isDark(): boolean {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const inHead = [...document.querySelectorAll<HTMLMetaElement>('meta[name=color-scheme i]')];
  const forms = colorScheme === 'normal' ? inHead.map(({ content }) => content) : [colorScheme];
  return forms.some(
    (form) => /\bdark\b/i.test(form) && (!/\blight\b/i.test(form) || isDarkPreferred()),
  );
}

function isDarkPreferred(): boolean {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Whether words stand where their element is: those moved out of it are for nobody's eyes. */
function isInside(words: Node, box: DOMRect): boolean {
  const range = document.createRange();
  range.selectNodeContents(words);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return right > box.left && left < box.right && bottom > box.top && top < box.bottom;
}
