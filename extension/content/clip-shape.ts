/** Less than this in one direction is nothing, in CSS pixels. */
const SPECK = 2;
const SHAPE = /^(inset|circle|ellipse|polygon)\((.*)\)/;
/** Ends the lengths of an inset, and of a circle: what follows is round corners, or a place. */
const AFTER_LENGTHS = / round | at /;

/**
 * Whether a shape leaves nothing of a box (CSS Masking 1 §5.1). One that is not known leaves all.
 * @param clipPath as computed: lengths in pixels or percent
 */
export function isShapedAway(clipPath: string, { width, height }: DOMRect): boolean {
  const [, kind, text = ''] = SHAPE.exec(clipPath) ?? [];
  const [lengths = ''] = text.split(AFTER_LENGTHS);
  switch (kind) {
    case 'inset':
      return isInsetAway(lengths.split(' '), width, height);
    case 'circle':
    case 'ellipse':
      return lengths.split(' ').some((radius) => inPixels(radius, Math.max(width, height)) < 1);
    case 'polygon':
      return isFlat(lengths, width, height);
    default:
      return false;
  }
}

/** From one to four sides, in the order of margins. */
function isInsetAway(sides: readonly string[], width: number, height: number): boolean {
  const [top = '0', right = top, bottom = top, left = right] = sides;
  const high = height - inPixels(top, height) - inPixels(bottom, height);
  const wide = width - inPixels(left, width) - inPixels(right, width);
  return high < SPECK || wide < SPECK;
}

/** Whether all corners lie on one line, upright or level. */
function isFlat(corners: string, width: number, height: number): boolean {
  const points = corners.split(',').map((corner) => corner.trim().split(' '));
  const across = points.map(([x = '']) => inPixels(x, width));
  const down = points.map(([, y = '']) => inPixels(y, height));
  return [across, down].some((all) => Math.max(...all) - Math.min(...all) < SPECK);
}

/** @returns `NaN`, which is not less than anything, for a length in words, such as `closest-side` */
function inPixels(length: string, whole: number): number {
  const number = Number.parseFloat(length);
  return length.endsWith('%') ? (number * whole) / 100 : number;
}
