import { constants, createHash, randomBytes, verify } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { onPiv } from '../../../../../bridge/smartcard/piv/open-piv.ts';
import { signHash } from '../../../../../bridge/smartcard/piv/sign-hash.ts';
import { readSlotKey } from '../../../../../bridge/smartcard/piv/slot-certificate.ts';
import type { Slot } from '../../../../../bridge/smartcard/piv/slots.ts';
import type { HashToSign } from '../../../../../bridge/smartcard/signature/signature-block.ts';
import type { VirtualCard } from '../../../../virtual/card.ts';
import type { Transcript } from '../../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../../../virtual/piv-card/piv-options.ts';
import { practiceKeys } from '../../../../virtual/piv-card/practice-keys.ts';
import type { KeyAlgorithm } from '../../../../virtual/piv-card/private-key-operation.ts';
import { attached, CardHolder } from './piv-stage.ts';

afterEach(() => vi.useRealTimers());

const never = new AbortController().signal;
const PIN = '271828';
const MESSAGE = randomBytes(100);
const ALGORITHMS: readonly KeyAlgorithm[] = ['rsa1024', 'rsa2048', 'rsa3072', 'p256', 'p384'];
const p256 = await practiceKeys('p256', {}, ['9a', '9c', '9d', '9e']);

function hashed(
  hashFunction: HashToSign['hashFunction'],
  rsaPadding: HashToSign['rsaPadding'] = 'PKCS1.5',
): HashToSign {
  return { hash: createHash(hashFunction).update(MESSAGE).digest(), hashFunction, rsaPadding };
}

function sign(card: VirtualCard, slot: Slot, toSign: HashToSign, holder: CardHolder) {
  return onPiv(attached(card), never, async (piv) => {
    const key = await readSlotKey(piv, slot, never);
    const signature = await signHash(piv, key, toSign, holder, never);
    const padding =
      toSign.rsaPadding === 'PSS' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const how = { key: key.publicKey, dsaEncoding: 'ieee-p1363', padding } as const;
    return verify(toSign.hashFunction, MESSAGE, how, signature);
  });
}

test.each(ALGORITHMS)('%s signs with the keys to sign in and to sign with', async (algorithm) => {
  const card = new PivCard({ pin: PIN, keys: await practiceKeys(algorithm) });
  for (const slot of ['9a', '9c'] as const) {
    for (const toSign of [hashed('sha256'), hashed('sha256', 'PSS'), hashed('sha3-384')]) {
      const holder = new CardHolder([PIN]);
      expect(await sign(card, slot, toSign, holder), `${slot} ${toSign.hashFunction}`).toBe(true);
      expect(holder.asked).toHaveLength(1);
    }
  }
  expect([card.applet.verified, card.applet.pin.tries]).toEqual([false, 3]);
});

test.each(['sha224', 'sha384', 'sha512', 'sha3-224', 'sha3-256', 'sha3-512'] as const)(
  'signs a hash of %s',
  async (hashFunction) => {
    for (const keys of [p256, await practiceKeys('rsa2048')]) {
      const card = new PivCard({ pin: PIN, keys });
      expect(await sign(card, '9a', hashed(hashFunction), new CardHolder([PIN]))).toBe(true);
    }
  },
);

test('a long message PSS of a short key cannot take is refused before the person is asked', async () => {
  const card = new PivCard({ pin: PIN, keys: await practiceKeys('rsa1024') });
  const holder = new CardHolder([]);
  const signing = sign(card, '9a', hashed('sha512', 'PSS'), holder);
  await expect(signing).rejects.toMatchObject({ code: 'algorithm-unsupported' });
  const short = { ...hashed('sha256'), hash: new Uint8Array(20) };
  await expect(sign(card, '9a', short, holder)).rejects.toMatchObject({ code: 'options-invalid' });
});

test('the key of the card itself needs no PIN', async () => {
  const card = new PivCard({ pin: PIN, keys: p256 });
  expect(await sign(card, '9e', hashed('sha256'), new CardHolder([]))).toBe(true);
});

/** The instruction GENERAL AUTHENTICATE of a command, at its last piece. */
const isSignature = ([cla, ins]: Uint8Array): boolean => ins === 0x87 && cla === 0x00;

test.each([
  ['soon', 999, []],
  ['after its touch', 1_000, [true, false]],
])('tells of a touch only where the card is slow: it signs %s', async (_, milliseconds, told) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const card = new PivCard({ pin: PIN, keys: p256 });
  const slow = {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu: Uint8Array) => {
      if (isSignature(apdu)) await vi.advanceTimersByTimeAsync(milliseconds);
      return card.transmit(apdu);
    },
  };
  const holder = new CardHolder([PIN]);
  expect(await sign(slow, '9a', hashed('sha256'), holder)).toBe(true);
  expect(holder.touches).toEqual(told);
  expect(vi.getTimerCount()).toBe(0);
});

test('a card that nobody touched is told, and no longer said to want it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const card = new PivCard({ pin: PIN, keys: p256 });
  const untouched = {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu: Uint8Array) => {
      if (!isSignature(apdu)) return card.transmit(apdu);
      await vi.advanceTimersByTimeAsync(15_000);
      return Buffer.from('6982', 'hex');
    },
  };
  const holder = new CardHolder([PIN]);
  const signing = sign(untouched, '9a', hashed('sha256'), holder);
  await expect(signing).rejects.toMatchObject({ code: 'touch-timeout' });
  expect(holder.touches).toEqual([true, false]);
});

test('an empty slot is told', async () => {
  const signing = sign(new PivCard({ pin: PIN }), '9a', hashed('sha256'), new CardHolder([]));
  await expect(signing).rejects.toMatchObject({ code: 'card-lacks-key', facts: { slot: '9a' } });
});

test.each<[string, PivCardOptions]>([
  ['exact lengths', { exactLe: true }],
  ['no extended length', { extendedLength: false }],
])('a card with %s signs with a long key', async (_, options) => {
  const card = new PivCard({ pin: PIN, keys: await practiceKeys('rsa3072'), ...options });
  expect(await sign(card, '9c', hashed('sha256'), new CardHolder([PIN]))).toBe(true);
});

test.each(['6884', '6883', '6700', '6e00', '6a86', '6d00', '6985', '6a80'])(
  'a card that takes no pieces, by %s, is given one long command',
  async (word) => {
    const card = new PivCard({ pin: PIN, keys: await practiceKeys('rsa2048') });
    const transcript: Transcript = [];
    const whole = {
      atr: card.atr,
      reset: () => card.reset(),
      transmit: async (apdu: Uint8Array) =>
        (apdu[0] ?? 0) & 0x10 ? Buffer.from(word, 'hex') : card.transmit(apdu),
    };
    await onPiv(attached(whole, transcript), never, async (piv) => {
      const key = await readSlotKey(piv, '9a', never);
      await signHash(piv, key, hashed('sha256'), new CardHolder([PIN]), never);
    });
    expect(transcript.filter((line) => line.startsWith('0087079a0001'))).toHaveLength(1);
  },
);
