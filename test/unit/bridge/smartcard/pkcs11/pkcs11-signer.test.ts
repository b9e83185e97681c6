import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { AttachedCard } from '../../../../../bridge/smartcard/card-watch.ts';
import { findPkcs11Signer } from '../../../../../bridge/smartcard/pkcs11/pkcs11-signer.ts';
import type { Token } from '../../../../../bridge/smartcard/pkcs11/token-messages.ts';
import type { WebEidPinRequest } from '../../../../../bridge/smartcard/web-eid/web-eid-person.ts';
import { inDays, practiceKeys } from '../../../../virtual/piv-card/practice-keys.ts';
import { willingPerson } from '../web-eid/software-signer.ts';

// What a module tells, as its process writes it: the process is a script that says just that.

const NEVER = new AbortController().signal;
const DIGEST = {
  hashFunction: 'SHA-256',
  bytes: createHash('sha256').update('what is signed').digest(),
} as const;
const CARD: AttachedCard = {
  id: 'card',
  transport: 'smart-card',
  name: 'Reader',
  card: { atr: new Uint8Array(), open: () => Promise.reject(new Error('not a card')) },
  removed: NEVER,
};

let keys: Awaited<ReturnType<typeof practiceKeys>>;
beforeAll(async () => {
  keys = await practiceKeys('p256');
});

function base64(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}

function token(change: Partial<Token> = {}): Token {
  const certificates = [
    { id: '03', der: 'MAA=' },
    { id: '04', der: '' },
    { id: '01', der: base64(keys['9a']?.certificate) },
  ];
  return {
    slot: 0,
    reader: 'Reader',
    label: 'Card',
    serial: '1',
    pin: 'good',
    showsTries: true,
    hasPinPad: false,
    certificates,
    ...change,
  };
}

/** A module with one token, in which every PIN is wrong. */
function placeOf(one: Token) {
  const tokens = JSON.stringify({ answer: 'tokens', tokens: [one] });
  const wrong = JSON.stringify({ answer: 'error', code: 'pin-wrong', facts: {} });
  const script = `
    let asked = '';
    process.stdin.on('data', (piece) => { asked += piece; }).on('end', () => {
      process.stdout.write(JSON.parse(asked).ask === 'tokens' ? ${JSON.stringify(tokens)} : ${JSON.stringify(wrong)});
    });`;
  return { command: [process.execPath, '-e', script] as const, path: 'module.so' };
}

test('a certificate that cannot be read does not hide the others', async () => {
  const signer = await findPkcs11Signer(placeOf(token()), CARD, 'authentication', NEVER);
  expect(base64(signer.certificate)).toBe(base64(keys['9a']?.certificate));
});

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const LOGIN = {
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: [CLIENT_AUTHENTICATION],
} as const;
const DECRYPTS_TOO = { ...LOGIN, keyUsage: ['digitalSignature', 'keyEncipherment'] } as const;
const OPEN = { ...LOGIN, extendedKeyUsage: [] } as const;
const BINDING = { keyUsage: ['digitalSignature', 'nonRepudiation'], extendedKeyUsage: [] } as const;
const ENCRYPTION = { ...LOGIN, keyUsage: ['keyEncipherment'] } as const;
const ENDED = { ...LOGIN, notAfter: inDays(-3) } as const;

/** A certificate of a key of its own. */
async function certificateWith(facts: object): Promise<string> {
  const { '9a': made } = await practiceKeys('p256', facts, ['9a']);
  return base64(made?.certificate);
}

test.each([
  ['the key that is for logins', LOGIN, BINDING],
  ['the key that names logins', LOGIN, OPEN],
  [
    'the key that is for logins and not also for documents',
    OPEN,
    { ...LOGIN, keyUsage: BINDING.keyUsage },
  ],
  ['the key that decrypts too, as on Care Identity smartcards', DECRYPTS_TOO, LOGIN],
  ['no key that only decrypts', OPEN, ENCRYPTION],
  ['the certificate in force', LOGIN, ENDED],
])('signs in with %s, in whatever order the module names them', async (_, right, other) => {
  const [rightDer, otherDer] = [await certificateWith(right), await certificateWith(other)];
  const [one, two] = [
    { id: '01', der: rightDer },
    { id: '02', der: otherDer },
  ];
  for (const certificates of [
    [one, two],
    [two, one],
  ]) {
    const place = placeOf(token({ certificates }));
    const signer = await findPkcs11Signer(place, CARD, 'authentication', NEVER);
    expect(base64(signer.certificate)).toBe(rightDer);
  }
});

test.each([
  ['only decrypts', ENCRYPTION, 'card-lacks-key'],
  ['has an ended certificate', ENDED, 'certificate-not-valid'],
])('a key alone that %s signs nobody in', async (_, facts, code) => {
  const certificates = [{ id: '01', der: await certificateWith(facts) }];
  const finding = findPkcs11Signer(placeOf(token({ certificates })), CARD, 'authentication', NEVER);
  await expect(finding).rejects.toMatchObject({ code });
});

test('a key for documents does not stand in for that of logins which has ended', async () => {
  const certificates = [
    { id: '01', der: await certificateWith(ENDED) },
    { id: '02', der: await certificateWith(BINDING) },
  ];
  const finding = findPkcs11Signer(placeOf(token({ certificates })), CARD, 'authentication', NEVER);
  await expect(finding).rejects.toMatchObject({ code: 'certificate-not-valid' });
});

test.each([
  ['shows nothing of a wrong PIN', 'good', [null, null], [false, true]],
  ['shows that some were wrong', 'low', [null, null], [false, false]],
  ['shows the last try', 'final-try', [1], [true]],
] as const)('a module that %s: the last try needs a yes', async (_, pin, tries, lastTries) => {
  const signer = await findPkcs11Signer(placeOf(token({ pin })), CARD, 'authentication', NEVER);
  const asked: WebEidPinRequest[] = [];
  const enough = new Error('asked often enough');
  const person = {
    ...willingPerson(),
    askPin: async (request: WebEidPinRequest) => {
      asked.push(request);
      if (asked.length > lastTries.length) throw enough;
      return { pin: '1234', lastTryAgreed: false };
    },
  };
  await expect(signer.sign(DIGEST, person, NEVER)).rejects.toThrow();
  expect(asked.slice(0, tries.length).map(({ triesLeft }) => triesLeft)).toEqual(tries);
  expect(asked.slice(0, lastTries.length).map(({ lastTry }) => lastTry)).toEqual(lastTries);
  // Nothing was given without the yes.
  expect(asked).toHaveLength(pin === 'low' ? lastTries.length + 1 : lastTries.length);
});

test('a module that is not known to tell of the tries is given no PIN without a yes', async () => {
  const mute = token({ showsTries: false });
  const signer = await findPkcs11Signer(placeOf(mute), CARD, 'authentication', NEVER);
  const asked: WebEidPinRequest[] = [];
  const person = {
    ...willingPerson(),
    askPin: async (request: WebEidPinRequest) => {
      asked.push(request);
      return { pin: '1234', lastTryAgreed: false };
    },
  };
  await expect(signer.sign(DIGEST, person, NEVER)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(asked).toMatchObject([{ triesLeft: null, lastTry: true }]);

  // A flag that is there tells all the same.
  const some = token({ showsTries: false, pin: 'low' });
  const flagged = await findPkcs11Signer(placeOf(some), CARD, 'authentication', NEVER);
  const enough = new Error('asked often enough');
  const patient = {
    ...person,
    askPin: (request: WebEidPinRequest) =>
      request.problem === undefined ? person.askPin(request) : Promise.reject(enough),
  };
  await expect(flagged.sign(DIGEST, patient, NEVER)).rejects.toBe(enough);
  expect(asked.slice(1)).toMatchObject([{ triesLeft: null, lastTry: false }]);
});

test.each([
  ['good', { triesUnknown: true, lastTry: true }],
  ['final-try', { lastTry: true }],
] as const)('at a pad a yes comes first too, where the flags say %s', async (pin, consent) => {
  const pad = token({ showsTries: false, hasPinPad: true, pin });
  const signer = await findPkcs11Signer(placeOf(pad), CARD, 'authentication', NEVER);
  const consents: unknown[] = [];
  const person = {
    ...willingPerson(),
    askConsent: async (asked: unknown) => {
      consents.push(asked);
      throw new Error('no');
    },
  };
  await expect(signer.sign(DIGEST, person, NEVER)).rejects.toThrow('no');
  expect(consents).toEqual([{ device: signer.device, name: null, issuer: null, ...consent }]);
});

test('a locked token asks nobody', async () => {
  const locked = placeOf(token({ pin: 'locked' }));
  const signer = await findPkcs11Signer(locked, CARD, 'authentication', NEVER);
  const person = willingPerson();
  await expect(signer.sign(DIGEST, person, NEVER)).rejects.toMatchObject({
    code: 'card-pin-blocked',
  });
  expect(person.log).toEqual([]);
});
