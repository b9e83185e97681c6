import { attestationProblem } from './attestation-problem.ts';

/** One element of DER (X.690 §8.1). */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With its head. */
  readonly whole: Uint8Array;
}

export const DER = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of an explicit context element. */
export function explicitTag(number: number): number {
  return 0xa0 | number;
}

/**
 * The elements that fill the bytes.
 * @throws WardkeyError `device-garbled`
 */
export function derElements(bytes: Uint8Array): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const element = firstElement(rest);
    elements.push(element);
    rest = rest.subarray(element.whole.length);
  }
  return elements;
}

/**
 * The elements inside of one that fills the bytes.
 * @throws WardkeyError `device-garbled`
 */
export function derInside(bytes: Uint8Array, tag: number): readonly DerElement[] {
  const [element, ...others] = derElements(bytes);
  if (element?.tag !== tag || others.length > 0) throw attestationProblem('der');
  return derElements(element.content);
}

/** An object identifier in dotted form (X.690 §8.19). */
export function dotted(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

function firstElement(bytes: Uint8Array): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw attestationProblem('der');
  const count = first < 0x80 ? 0 : first & 0x7f;
  // A length of more than three bytes is more than any certificate has; 0x80 begins an endless one.
  if (first === 0x80 || count > 3) throw attestationProblem('der');
  const size = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + count;
  const end = start + (count === 0 ? first : size);
  if (end > bytes.length) throw attestationProblem('der');
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(0, end) };
}
