/** The few forms of DER (X.690) that a certificate needs. */

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...parts);
}

export function set(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...parts);
}

/** @param magnitude big-endian, unsigned, of at least one byte */
export function integer(magnitude: Uint8Array): Uint8Array {
  const negative = ((magnitude[0] ?? 0) & 0x80) !== 0;
  return element(0x02, negative ? Uint8Array.of(0) : new Uint8Array(), magnitude);
}

export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0));
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x04, ...parts);
}

/** A bit string of whole bytes. */
export function bitString(bytes: Uint8Array): Uint8Array {
  return element(0x03, Uint8Array.of(0), bytes);
}

export function utf8String(text: string): Uint8Array {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Uint8Array {
  return element(0x13, Buffer.from(text, 'latin1'));
}

/** GeneralizedTime, which RFC 5280 asks for from the year 2050 on; UTCTime before. */
export function time(date: Date): Uint8Array {
  const text = `${date.toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(text.slice(2), 'latin1'))
    : element(0x18, Buffer.from(text, 'latin1'));
}

/** A constructed, explicit context tag. */
export function explicit(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | tag, ...parts);
}

/** @param dotted such as `2.5.4.3` */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const groups = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), length(content.length), content]);
}

function length(size: number): Uint8Array {
  if (size < 0x80) return Uint8Array.of(size);
  if (size <= 0xff) return Uint8Array.of(0x81, size);
  return Uint8Array.of(0x82, size >> 8, size & 0xff);
}
