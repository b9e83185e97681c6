import { isShapedAway } from './clip-shape.ts';

/** Less than this in one direction is nothing, in CSS pixels. */
const SPECK = 2;
/** A person does not see what is fainter than this. */
const FAINTEST = 0.1;
/** Filters that leave nothing of an element: as good as see-through, or blurred beyond reading. */
const FILTERED_AWAY = /opacity\(0(\.0\d*)?%?\)|blur\(\d{2,}(\.\d+)?px\)/;

/** Colours that let nothing of a masked element through, and all that are written as functions. */
const CLEAR = /rgba\([^)]*,\s*0(\.0\d*)?\)|transparent/g;
const COLOUR = /rgb|color\(|lab\(|lch\(/;

/** Whether the boxes around an element, or their faintness, leave nothing of it in sight. */
export function isCutAway(element: Element): boolean {
  const left = edgesOf(element);
  let strength = 1;
  let position = '';
  for (let part: Element | null = element; part !== null; part = part.parentElement) {
    const style = getComputedStyle(part);
    strength *= Number(style.opacity);
    if (strength < FAINTEST || FILTERED_AWAY.test(style.filter)) return true;
    if (isShapedAway(style.clipPath, part.getBoundingClientRect())) return true;
    if (isClipped(part, style) || isMasked(style)) return true;
    if (part !== element && !contains(style, position)) continue;
    ({ position } = style);
    if (part === element || !cuts(part, style)) continue;
    const edges = edgesOf(part);
    left.top = Math.max(left.top, edges.top);
    left.bottom = Math.min(left.bottom, edges.bottom);
    left.left = Math.max(left.left, edges.left);
    left.right = Math.min(left.right, edges.right);
    if (left.bottom - left.top < SPECK || left.right - left.left < SPECK) return true;
  }
  return false;
}

function edgesOf(element: Element) {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return { top, bottom, left, right };
}

/** CSS 2.1 §11.1.2: the older way to clip, which only boxes taken out of the flow obey. */
function isClipped(part: Element, { clip, position }: CSSStyleDeclaration): boolean {
  const given = /^rect\((.*)\)$/.exec(clip)?.[1];
  if (given === undefined || !['absolute', 'fixed'].includes(position)) return false;
  const { width, height } = part.getBoundingClientRect();
  const edges = given.split(/[\s,]+/).map(Number.parseFloat);
  const [top, right, bottom, left] = [0, width, height, 0].map((whole, at) => {
    const edge = edges[at] ?? Number.NaN;
    return Number.isNaN(edge) ? whole : edge;
  });
  return Number(bottom) - Number(top) < SPECK || Number(right) - Number(left) < SPECK;
}

/** A picture as a mask cannot be looked into; on a whole way to sign in it has no other use. */
function isMasked({ maskImage }: CSSStyleDeclaration): boolean {
  if (maskImage === '' || maskImage === 'none') return false;
  return maskImage.includes('url(') || !COLOUR.test(maskImage.replace(CLEAR, ''));
}

/** CSS 2.1 §10.1: whether a box is one that a box inside it, of a position, is laid out in. */
function contains({ transform, position: own }: CSSStyleDeclaration, position: string): boolean {
  if (transform !== 'none') return true;
  return position === 'absolute' ? own !== 'static' : position !== 'fixed';
}

/** What the root's own style cuts is the window, which is scrolled by other means. */
function cuts(part: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
  const isRoot = part === document.body || part === document.documentElement;
  return !isRoot && [overflowX, overflowY].some((how) => how === 'hidden' || how === 'clip');
}
