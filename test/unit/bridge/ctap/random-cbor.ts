import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALPHABET = ['a', 'Z', '0', '"', '\\', '\0', 'ü', '水', '𐅑'];

function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

function randomText(random: () => number): string {
  return Array.from({ length: below(random, 80) }, () => ALPHABET[below(random, 9)]).join('');
}

function randomInteger(random: () => number): number {
  const size = 2 ** below(random, 53);
  const integer = Math.floor(random() * size);
  return random() < 0.4 ? -1 - integer : integer;
}

/** Some value that has a canonical form; at the top `depth` is 0. */
export function randomCbor(random: () => number, depth: number): CborValue {
  switch (below(random, depth < 4 ? 8 : 6)) {
    case 0:
      return randomInteger(random);
    case 1:
      return randomText(random);
    case 2:
      return Uint8Array.from({ length: below(random, 300) }, () => below(random, 256));
    case 3:
      return random() < 0.5;
    case 4:
      return null;
    case 5:
      return (1n << 63n) + BigInt(below(random, 1000));
    case 6:
      return Array.from({ length: below(random, 6) }, () => randomCbor(random, depth + 1));
    default:
      return new Map(
        Array.from({ length: below(random, 6) }, () => [
          random() < 0.5 ? randomInteger(random) : randomText(random),
          randomCbor(random, depth + 1),
        ]),
      );
  }
}
