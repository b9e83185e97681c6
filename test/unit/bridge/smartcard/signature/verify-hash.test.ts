import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  HASH_FUNCTIONS,
  type HashFunction,
} from '../../../../../bridge/smartcard/signature/hash-functions.ts';
import { isSignatureOfHash } from '../../../../../bridge/smartcard/signature/verify-hash.ts';

const KINDS = {
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'RSA 1024': () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'RSA 2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
const FUNCTIONS = Object.keys(HASH_FUNCTIONS) as HashFunction[];
const MESSAGE = Buffer.from('what is signed');

describe.each(Object.entries(KINDS))('a signature of a key of kind %s', (_, make) => {
  const { publicKey, privateKey } = make();

  test.each(FUNCTIONS)('over a hash by %s holds, as the system’s own library finds', (name) => {
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    for (let round = 0; round < 4; round += 1) {
      const message = Buffer.concat([MESSAGE, Buffer.of(round)]);
      const hash = createHash(name).update(message).digest();
      const signature = sign(name, message, key);
      expect(isSignatureOfHash(publicKey, hash, name, signature)).toBe(true);
      const altered = Buffer.from(signature);
      altered[altered.length - 1 - round] = (altered.at(-1 - round) ?? 0) ^ 0x10;
      const open = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify(name, message, open, altered)).toBe(false);
      expect(isSignatureOfHash(publicKey, hash, name, altered)).toBe(false);
    }
  });

  test('holds for no other hash, no other function and no other key', () => {
    const hash = createHash('sha256').update(MESSAGE).digest();
    const signature = sign('sha256', MESSAGE, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const other = createHash('sha256').update('other').digest();
    expect(isSignatureOfHash(publicKey, other, 'sha256', signature)).toBe(false);
    expect(isSignatureOfHash(make().publicKey, hash, 'sha256', signature)).toBe(false);
    if (publicKey.asymmetricKeyType === 'rsa') {
      expect(isSignatureOfHash(publicKey, hash, 'sha3-256', signature)).toBe(false);
    }
  });

  test.each([
    ['nothing', () => new Uint8Array()],
    ['zeros', (length: number) => new Uint8Array(length)],
    ['ones', (length: number) => new Uint8Array(length).fill(0xff)],
    ['too little', (length: number) => new Uint8Array(length - 1).fill(0x01)],
  ] as const)('is not %s', (_name, bytes) => {
    const length = sign('sha256', MESSAGE, { key: privateKey, dsaEncoding: 'ieee-p1363' }).length;
    const hash = createHash('sha256').update(MESSAGE).digest();
    expect(isSignatureOfHash(publicKey, hash, 'sha256', bytes(length))).toBe(false);
  });
});

test('of a key of another kind nothing holds', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signature = sign(null, MESSAGE, privateKey);
  expect(isSignatureOfHash(publicKey, MESSAGE, 'sha256', signature)).toBe(false);
});
