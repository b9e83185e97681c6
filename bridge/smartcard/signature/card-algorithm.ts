import type { KeyObject } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';

/** How a card computes with one kind of key. */
export interface CardAlgorithm {
  readonly family: 'RSA' | 'EC';
  /** Algorithm identifier of SP 800-78-4 table 6-2. */
  readonly identifier: number;
  /** Bytes of the modulus, or of the curve's order. */
  readonly bytes: number;
}

const RSA: ReadonlyMap<number, number> = new Map([
  [1024, 0x06],
  [2048, 0x07],
  // SP 800-78-5 table 9.
  [3072, 0x05],
  [4096, 0x16],
]);
const CURVES: ReadonlyMap<string, Omit<CardAlgorithm, 'family'>> = new Map([
  ['prime256v1', { identifier: 0x11, bytes: 32 }],
  ['secp384r1', { identifier: 0x14, bytes: 48 }],
]);

/**
 * The algorithm of a certificate's key.
 * @throws WardkeyError `algorithm-unsupported` for a key that PIV knows no identifier for
 */
export function cardAlgorithm({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details,
}: KeyObject): CardAlgorithm {
  const bits = details?.modulusLength ?? 0;
  const rsa = type === 'rsa' ? RSA.get(bits) : undefined;
  if (rsa !== undefined) return { family: 'RSA', identifier: rsa, bytes: bits / 8 };
  const curve = CURVES.get(details?.namedCurve ?? '');
  if (curve !== undefined) return { family: 'EC', ...curve };
  throw new WardkeyError('algorithm-unsupported');
}
