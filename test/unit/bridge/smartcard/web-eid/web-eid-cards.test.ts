import { createHash, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AttachedCard } from '../../../../../bridge/smartcard/card-watch.ts';
import type { CardSigner, SignerUse } from '../../../../../bridge/smartcard/web-eid/card-signer.ts';
import { WebEidCards } from '../../../../../bridge/smartcard/web-eid/web-eid-cards.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import { HASH_BYTES } from '../../../../../shared/rpc/web-eid.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { KINDS, softwareSigner, willingPerson } from './software-signer.ts';

const ORIGIN = 'https://portal.nhs.net';
const NONCE = Buffer.alloc(33, 5).toString('base64');
const NEVER = new AbortController().signal;

function attached(id: string, removed = NEVER): AttachedCard {
  const card = { atr: new Uint8Array(), open: () => Promise.reject(new Error('not here')) };
  return { id, transport: 'smart-card', name: `Reader ${id}`, card, removed };
}

/** Cards over readers that hold one signer each, by the id of its card. */
function rig(signers: Map<string, CardSigner | WardkeyError>) {
  const listeners = new Set<() => void>();
  const uses: SignerUse[] = [];
  const cards = new WebEidCards({
    appVersion: 'https://wardkey.app/releases/0.1.0',
    watch: {
      start: () => {},
      get seen() {
        return { cards: Array.from(signers.keys(), (id) => attached(id)), problems: [] };
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    find: async ({ id }, use) => {
      uses.push(use);
      const found = signers.get(id);
      if (found === undefined || found instanceof WardkeyError) throw found ?? new Error('gone');
      return found;
    },
  });
  const change = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return { cards, uses, change };
}

function tokenMessage(hash: string): Buffer {
  const of = (text: string) => createHash(hash).update(text).digest();
  return Buffer.concat([of(ORIGIN), of(NONCE)]);
}

const CLAIM = { origin: ORIGIN, challengeNonce: NONCE };

describe('a token', () => {
  test.each([
    ['p256', 'ES256', 'sha256'],
    ['p384', 'ES384', 'sha384'],
    ['rsa', 'RS256', 'sha256'],
  ] as const)('of a key of kind %s is signed by %s', async (kind, algorithm, hash) => {
    const keys = KINDS[kind]();
    const signer = softwareSigner('a', keys, () => ({ hash, message: tokenMessage(hash) }));
    const { cards, uses } = rig(new Map([['a', signer]]));
    const person = willingPerson();
    const token = await cards.authenticate(CLAIM, person, NEVER);
    expect(token).toMatchObject({ algorithm, format: 'web-eid:1.0' });
    expect(Buffer.from(token.unverifiedCertificate, 'base64')).toEqual(signer.certificate);
    const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = Buffer.from(token.signature, 'base64');
    expect(verify(hash, tokenMessage(hash), key, signature)).toBe(true);
    expect(uses).toEqual(['authentication']);
    expect(person.log).toEqual(['consent Pat Practice', 'pin']);
  });

  test('that the card has signed wrongly is not handed over', async () => {
    const other = () => ({ hash: 'sha256', message: Buffer.from('other') });
    const { cards } = rig(new Map([['a', softwareSigner('a', KINDS.p256(), other)]]));
    const code = await rejectionCode(cards.authenticate(CLAIM, willingPerson(), NEVER));
    expect(code).toBe('card-signature-wrong');
  });

  test('of a key that no site knows is not asked for', async () => {
    const none = () => ({ hash: 'sha256', message: Buffer.from('') });
    const { cards } = rig(new Map([['a', softwareSigner('a', KINDS.ed25519(), none)]]));
    const person = willingPerson();
    expect(await rejectionCode(cards.authenticate(CLAIM, person, NEVER))).toBe(
      'algorithm-unsupported',
    );
    expect(person.log).not.toContain('pin');
  });
});

describe('a signature', () => {
  const MESSAGE = Buffer.from('a document');
  const keys = KINDS.rsa();
  const signer = softwareSigner('a', keys, () => ({ hash: 'sha256', message: MESSAGE }));
  const certificate = Buffer.from(signer.certificate).toString('base64');
  const hash = createHash('sha256').update(MESSAGE).digest('base64');

  test('comes from the signature key, whose certificate the page is given', async () => {
    const { cards, uses } = rig(new Map([['a', signer]]));
    const given = await cards.getSigningCertificate(willingPerson(), NEVER);
    expect(given.certificate).toBe(certificate);
    expect(given.supportedSignatureAlgorithms.map(({ hashFunction }) => hashFunction)).toEqual(
      Object.keys(HASH_BYTES),
    );
    const request = { certificate, hash, hashFunction: 'SHA-256' } as const;
    const { signature, signatureAlgorithm } = await cards.sign(request, willingPerson(), NEVER);
    expect(signatureAlgorithm).toEqual({
      cryptoAlgorithm: 'RSA',
      hashFunction: 'SHA-256',
      paddingScheme: 'PKCS1.5',
    });
    expect(verify('sha256', MESSAGE, keys.publicKey, Buffer.from(signature, 'base64'))).toBe(true);
    expect(uses).toEqual(['signing', 'signing']);
  });

  test.each(['p256', 'p384', 'rsa'] as const)(
    'that a card with a key of kind %s has made wrongly is not handed over',
    async (kind) => {
      const other = () => ({ hash: 'sha256', message: Buffer.from('another document') });
      const wrong = softwareSigner('a', KINDS[kind](), other);
      const { cards } = rig(new Map([['a', wrong]]));
      const request = {
        certificate: Buffer.from(wrong.certificate).toString('base64'),
        hash,
        hashFunction: 'SHA-256',
      } as const;
      expect(await rejectionCode(cards.sign(request, willingPerson(), NEVER))).toBe(
        'card-signature-wrong',
      );
    },
  );

  test.each([
    ['another certificate', { certificate: 'AAAA', hash, hashFunction: 'SHA-256' }],
    ['a hash of another length', { certificate, hash, hashFunction: 'SHA-384' }],
    ['no hash at all', { certificate, hash: 'AA==', hashFunction: 'SHA-256' }],
  ] as const)('with %s is not made, and no PIN is asked for', async (_, request) => {
    const { cards } = rig(new Map([['a', signer]]));
    const person = willingPerson();
    expect(await rejectionCode(cards.sign(request, person, NEVER))).toBe('options-invalid');
    expect(person.log).not.toContain('pin');
  });
});

describe('which card', () => {
  const signer = (id: string, removed?: AbortSignal) =>
    softwareSigner(
      id,
      KINDS.p256(),
      () => ({ hash: 'sha256', message: tokenMessage('sha256') }),
      removed,
    );

  test('is waited for, and why another cannot be used is told', async () => {
    const there = new Map<string, CardSigner | WardkeyError>([
      ['a', new WardkeyError('card-not-piv')],
    ]);
    const { cards, change } = rig(there);
    const { promise: waits, resolve } = Promise.withResolvers<unknown>();
    const person = {
      ...willingPerson(),
      tell: (notice: unknown) => resolve(notice),
    };
    const token = cards.authenticate(CLAIM, person, NEVER);
    expect(await waits).toEqual({
      type: 'device-wait',
      list: {
        devices: [{ id: 'a', transport: 'smart-card', name: 'Reader a', problem: 'card-not-piv' }],
        problems: [],
      },
    });
    there.set('b', signer('b'));
    change();
    expect(await token).toHaveProperty('algorithm', 'ES256');
  });

  test('of several, the person says', async () => {
    const { cards } = rig(
      new Map([
        ['a', signer('a')],
        ['b', signer('b')],
      ]),
    );
    const person = willingPerson();
    const { unverifiedCertificate } = await cards.authenticate(CLAIM, person, NEVER);
    expect(Buffer.from(unverifiedCertificate, 'base64').toString()).toBe('certificate b');
    expect(person.log[0]).toBe('choice');
  });

  test('that goes while the person is asked ends it', async () => {
    const removal = new AbortController();
    const { cards } = rig(new Map([['a', signer('a', removal.signal)]]));
    const person = {
      ...willingPerson(),
      askConsent: (_: unknown, signal: AbortSignal) =>
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          removal.abort(new WardkeyError('device-removed'));
        }),
    };
    expect(await rejectionCode(cards.authenticate(CLAIM, person, NEVER))).toBe('device-removed');
  });

  test('is waited for no longer than the caller wants', async () => {
    const { cards } = rig(new Map());
    const stop = new AbortController();
    const person = {
      ...willingPerson(),
      tell: () => stop.abort(new WardkeyError('ceremony-cancelled')),
    };
    expect(await rejectionCode(cards.authenticate(CLAIM, person, stop.signal))).toBe(
      'ceremony-cancelled',
    );
  });
});
