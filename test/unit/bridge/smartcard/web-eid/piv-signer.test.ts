import { createHash, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SignerUse } from '../../../../../bridge/smartcard/web-eid/card-signer.ts';
import { findPivSigner } from '../../../../../bridge/smartcard/web-eid/piv-signer.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { PivCard } from '../../../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../../../virtual/piv-card/piv-options.ts';
import { inDays, practiceKeys } from '../../../../virtual/piv-card/practice-keys.ts';
import { attached, slowToSign } from '../piv/piv-stage.ts';
import { willingPerson } from './software-signer.ts';

const NEVER = new AbortController().signal;
const MESSAGE = Buffer.from('what is signed');
const DIGEST = {
  hashFunction: 'SHA-256',
  bytes: createHash('sha256').update(MESSAGE).digest(),
} as const;

function cardWith(options: PivCardOptions): PivCard {
  return new PivCard({ pin: '123456', ...options });
}

function find(card: PivCard, use: SignerUse) {
  return findPivSigner(attached(card), use, NEVER);
}

describe.each(['p256', 'p384', 'rsa2048'] as const)('a card with keys of kind %s', (algorithm) => {
  test.each([
    ['authentication', '9a'],
    ['signing', '9c'],
  ] as const)('gives for %s the key of slot %s', async (use, slot) => {
    const keys = await practiceKeys(algorithm);
    const signer = await find(cardWith({ keys }), use);
    expect(Buffer.from(signer.certificate)).toEqual(Buffer.from(keys[slot]?.certificate ?? []));
    expect(signer).toMatchObject({ name: 'Pat Practice', issuer: 'Wardkey Practice Issuer' });
    const person = willingPerson();
    const signature = await signer.sign(DIGEST, person, NEVER);
    const key = { key: signer.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', MESSAGE, key, signature)).toBe(true);
    expect(person.log).toEqual(['pin', 'working']);
  });
});

test('the authentication key is never taken to sign with', async () => {
  const authenticationOnly = await practiceKeys('p256', {}, ['9a']);
  expect(await rejectionCode(find(cardWith({ keys: authenticationOnly }), 'signing'))).toBe(
    'card-lacks-key',
  );
  // In the slot for signatures, but not made for what binds a person.
  const notBinding = await practiceKeys('p256', { keyUsage: ['digitalSignature'] });
  expect(await rejectionCode(find(cardWith({ keys: notBinding }), 'signing'))).toBe(
    'card-lacks-key',
  );
});

test('a card on which both are one key signs no documents', async () => {
  const { '9c': both } = await practiceKeys('p256');
  if (both === undefined) throw new Error('no key');
  const card = cardWith({ keys: { '9a': both, '9c': both } });
  expect(await rejectionCode(find(card, 'signing'))).toBe('card-lacks-key');
});

test('an authentication certificate that cannot be read keeps nobody from signing a document', async () => {
  const keys = await practiceKeys('p256');
  const garbled = new Map([[0x5fc105, Buffer.from('700401020304710100fe00', 'hex')]]);
  const card = cardWith({ keys, objects: garbled });
  const signer = await find(card, 'signing');
  expect(Buffer.from(signer.certificate)).toEqual(Buffer.from(keys['9c']?.certificate ?? []));
  expect(await rejectionCode(find(card, 'authentication'))).toBe('device-garbled');
});

test('a key that is not for signing in is not taken for it', async () => {
  const mail = await practiceKeys('p256', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] }, ['9a']);
  expect(await rejectionCode(find(cardWith({ keys: mail }), 'authentication'))).toBe(
    'card-lacks-key',
  );
});

test.each([
  ['has ended', { notBefore: inDays(-20), notAfter: inDays(-1) }],
  ['has not begun', { notBefore: inDays(2), notAfter: inDays(20) }],
])('a certificate that %s is not used', async (_, facts) => {
  const keys = await practiceKeys('p256', facts);
  expect(await rejectionCode(find(cardWith({ keys }), 'authentication'))).toBe(
    'certificate-not-valid',
  );
});

test('a card that takes long while it signs may want a touch, which the person is told', async () => {
  const signer = await findPivSigner(
    attached(slowToSign(cardWith({ keys: await practiceKeys('p256') }))),
    'authentication',
    NEVER,
  );
  const person = willingPerson();
  await signer.sign(DIGEST, person, NEVER);
  expect(person.log).toEqual(['pin', 'working', 'touch', 'working']);
});

test('another card in the same reader is not signed with', async () => {
  const card = cardWith({ keys: await practiceKeys() });
  const other = cardWith({ keys: await practiceKeys() });
  let current = card;
  const swapping = {
    atr: card.atr,
    reset: () => current.reset(),
    transmit: (apdu: Uint8Array) => current.transmit(apdu),
  };
  const signer = await findPivSigner(attached(swapping), 'authentication', NEVER);
  current = other;
  const person = willingPerson();
  expect(await rejectionCode(signer.sign(DIGEST, person, NEVER))).toBe('device-removed');
  expect(person.log).toEqual([]);
});
