const PREFIX = 'xn--';

// RFC 3492 §5: the parameters that names of hosts use.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE_POINT = 128;
const LAST_CODE_POINT = 0x10ffff;

/**
 * One label of a host name in the letters that it stands for.
 * @param label ASCII, at most 63 letters
 * @returns the label itself where it is no Punycode, or none that can be read
 */
export function decodedLabel(label: string): string {
  if (!label.startsWith(PREFIX)) return label;
  return decode(label.slice(PREFIX.length)) ?? label;
}

/** RFC 3492 §6.2. */
function decode(text: string): string | null {
  const end = text.lastIndexOf('-');
  const output = end > 0 ? [...text.slice(0, end)] : [];
  let codePoint = FIRST_CODE_POINT;
  let place = 0;
  let bias = FIRST_BIAS;
  let at = end > 0 ? end + 1 : 0;
  while (at < text.length) {
    const before = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at));
      at += 1;
      if (digit === null) return null;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (place > Number.MAX_SAFE_INTEGER / BASE) return null;
    }
    const length = output.length + 1;
    bias = adapted(place - before, length, before === 0);
    codePoint += Math.floor(place / length);
    if (codePoint > LAST_CODE_POINT) return null;
    place %= length;
    output.splice(place, 0, String.fromCodePoint(codePoint));
    place += 1;
  }
  return output.join('');
}

function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return null;
}

/** RFC 3492 §6.1. */
function adapted(difference: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(difference / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE)
    delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
