/** A hash function, by its name in node:crypto, with what stands before it in a DigestInfo. */
interface HashFunctionRow {
  /** Length of the hash in bytes. */
  readonly bytes: number;
  /** The last byte of its object identifier under 2.16.840.1.101.3.4.2 (NIST). */
  readonly identifier: number;
}

/** Hash functions that a card may be asked to sign (RFC 8017 appendix B.1, FIPS 202). */
export const HASH_FUNCTIONS = {
  sha224: { bytes: 28, identifier: 4 },
  sha256: { bytes: 32, identifier: 1 },
  sha384: { bytes: 48, identifier: 2 },
  sha512: { bytes: 64, identifier: 3 },
  'sha3-224': { bytes: 28, identifier: 7 },
  'sha3-256': { bytes: 32, identifier: 8 },
  'sha3-384': { bytes: 48, identifier: 9 },
  'sha3-512': { bytes: 64, identifier: 10 },
} as const satisfies Readonly<Record<string, HashFunctionRow>>;

export type HashFunction = keyof typeof HASH_FUNCTIONS;

/** DigestInfo (RFC 8017 §9.2): SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING }. */
export function digestInfo(hashFunction: HashFunction, hash: Uint8Array): Uint8Array {
  const { bytes, identifier } = HASH_FUNCTIONS[hashFunction];
  const oid = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, identifier];
  const algorithm = [0x30, oid.length + 2, ...oid, 0x05, 0x00];
  const inside = [...algorithm, 0x04, bytes, ...hash];
  return Uint8Array.from([0x30, inside.length, ...inside]);
}
