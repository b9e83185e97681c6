/** Behind a reader's name and its interface in [], pcsc-lite writes the serial number in (). */
const ROUND = /\s*\(([^()]*)\)/g;
/** Interfaces have names: what has none is a number. */
const SQUARE_NUMBER = /\s*\[[0-9A-Fa-f\s:.-]{6,}\]/g;
/** Models have numbers of up to five digits, and serials longer ones. */
const LONG_NUMBER = /[0-9A-Fa-f]{6,}/g;
/** A number that is called one. */
const NAMED_NUMBER = /(\bS\/?N)(?:[:#=]\s*|\s+|(?=\d))\S{4,}/gi;
/** In brackets alone: letters and digits in one, or digits of base 16 that look like a word. */
const MIXED = /^(?=.*\d)[0-9A-Z-]+$|^[0-9A-F]+$/i;
const SERIAL_LENGTH = 6;
const SERIAL_DIGITS = 3;

/**
 * The name of a reader or key without what tells this one piece from others of its model: a number in
 * brackets, and any that is as long as a serial number.
 */
export function withoutSerial(name: string): string {
  return name
    .replace(ROUND, (whole, inside: string) => (isSerialInBrackets(inside) ? '' : whole))
    .replace(SQUARE_NUMBER, '')
    .replace(NAMED_NUMBER, '$1…')
    .replace(LONG_NUMBER, (number) => (isSerial(number) ? '…' : number));
}

function isSerialInBrackets(text: string): boolean {
  return isSerial(text) || (text.length >= SERIAL_LENGTH && MIXED.test(text));
}

/** Words hold few digits. */
function isSerial(text: string): boolean {
  const bare = text.replaceAll(/[^0-9A-Za-z]/g, '');
  return bare.length >= SERIAL_LENGTH && bare.replaceAll(/\D/g, '').length >= SERIAL_DIGITS;
}
