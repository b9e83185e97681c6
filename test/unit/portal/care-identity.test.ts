import { sign } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { type AskCard, CareIdentity } from '../../portal/care-identity.ts';
import type { CardKey } from '../../virtual/piv-card/card-key.ts';
import { inDays, practiceKeys } from '../../virtual/piv-card/practice-keys.ts';

const SAM = 'sam.jones@nhs.net';
const SESSION = 'session';

let service: CareIdentity;
beforeEach(() => {
  service = new CareIdentity();
});

async function newKey(facts = {}): Promise<CardKey> {
  const { '9a': key } = await practiceKeys('p256', facts, ['9a']);
  if (key === undefined) throw new Error('no key');
  return key;
}

function cardOf({ certificate, privateKey }: CardKey): AskCard {
  return async (challenge) => ({ certificate, signature: sign('sha256', challenge, privateKey) });
}

test.each(['p256', 'rsa2048'] as const)(
  'a card with %s signs its holder in, once',
  async (kind) => {
    const { '9a': key } = await practiceKeys(kind, {}, ['9a']);
    if (key === undefined) throw new Error('no key');
    service.issue(key.certificate, SAM, cardOf(key));
    expect(await service.useCard(SESSION)).toBe(true);
    expect(service.verified).toEqual([{ verified: true, holder: 'Pat Practice' }]);
    expect(service.takeHolder('another session')).toBeUndefined();
    expect(service.takeHolder(SESSION)).toBe(SAM);
    expect(service.takeHolder(SESSION)).toBeUndefined();
  },
);

test('every challenge is another one', async () => {
  const key = await newKey();
  const challenges: string[] = [];
  service.issue(key.certificate, SAM, (challenge) => {
    challenges.push(Buffer.from(challenge).toString('hex'));
    return cardOf(key)(challenge);
  });
  await service.useCard(SESSION);
  await service.useCard(SESSION);
  expect(new Set(challenges).size).toBe(2);
  expect(challenges[0]).toHaveLength(64);
});

test('an answer to an earlier challenge is refused', async () => {
  const key = await newKey();
  const earlier = await cardOf(key)(new Uint8Array(32));
  service.issue(key.certificate, SAM, async () => earlier);
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['signature not verified']);
});

test('another card’s signature is refused', async () => {
  const [key, other] = await Promise.all([newKey(), newKey()]);
  service.issue(key.certificate, SAM, async (challenge) => ({
    ...(await cardOf(other)(challenge)),
    certificate: key.certificate,
  }));
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['signature not verified']);
});

test('a certificate that says the same but was not issued here is refused', async () => {
  const [key, other] = await Promise.all([newKey(), newKey()]);
  service.issue(key.certificate, SAM, cardOf(other));
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['certificate not issued here']);
});

test.each([
  ['has expired', { notBefore: inDays(-800), notAfter: inDays(-1) }],
  ['is not valid yet', { notBefore: inDays(1), notAfter: inDays(800) }],
])('a certificate that %s is refused', async (_, facts) => {
  const key = await newKey(facts);
  service.issue(key.certificate, SAM, cardOf(key));
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['certificate not valid today']);
});

test('a certificate that was taken back is refused', async () => {
  const key = await newKey();
  service.issue(key.certificate, SAM, cardOf(key));
  service.revoke(key.certificate);
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['certificate not issued here']);
  expect(service.takeHolder(SESSION)).toBeUndefined();
});

test('a card that is pulled out, and no card at all, are refused', async () => {
  expect(await service.useCard(SESSION)).toBe(false);
  const key = await newKey();
  service.issue(key.certificate, SAM, () => Promise.reject(new Error('card gone')));
  expect(await service.useCard(SESSION)).toBe(false);
  expect(service.refusals).toEqual(['no card was issued', 'card gone']);
});
