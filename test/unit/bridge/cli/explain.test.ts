import { expect, test } from 'vitest';
import { meaningsOf } from '../../../../bridge/cli/explain/meanings.ts';
import { FINDING_CODES } from '../../../../shared/diagnosis/catalogue.ts';
import { guideCode } from '../../../../shared/diagnosis/guide-code.ts';
import nhsReference from '../../../../shared/reference/nhs-errors.json' with { type: 'json' };
import reference from '../../../../shared/reference/sign-in-errors.json' with { type: 'json' };
import messages from '../../../../shared/reference/sign-in-messages.json' with { type: 'json' };
import nhsWordsInWelsh from '../../../../shared/words/nhs-errors/cy.json' with { type: 'json' };
import nhsWords from '../../../../shared/words/nhs-errors/en.json' with { type: 'json' };
import en from '../../../../shared/words/sign-in-errors/en.json' with { type: 'json' };
import messageWordsInWelsh from '../../../../shared/words/sign-in-messages/cy.json' with {
  type: 'json',
};
import messageWords from '../../../../shared/words/sign-in-messages/en.json' with { type: 'json' };
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

test.each([
  [['pin-blocked'], 'wardkey', 'pin-blocked', 'locked'],
  [['key-no-rule'], 'finding', 'key-no-rule', 'key'],
  [['CARD-SERVICE-STOPPED'], 'finding', 'card-service-stopped', 'not running'],
  [['0x31'], 'ctap', '0x31', 'PIN is wrong'],
  [['31'], 'ctap', '0x31', 'PIN is wrong'],
  [['ctap:31'], 'ctap', '0x31', 'PIN is wrong'],
  [['CTAP', '0x31'], 'ctap', '0x31', 'PIN is wrong'],
  [['0x8010000C'], 'pcsc', '0x8010000C', 'There is no key or card'],
  [['CTAP2_ERR_PIN_AUTH_BLOCKED'], 'ctap', '0x34', 'until you put it in again'],
  [['ctap1_err_timeout'], 'ctap', '0x05', 'in time'],
  [['0x36'], 'ctap', '0x36', 'PIN or finger first'],
  [['hid:04'], 'ctap-hid', 'hid:04', 'wrong order'],
  [['hid:0x06'], 'ctap-hid', 'hid:06', 'another program'],
  [['hid', '7F'], 'ctap-hid', 'hid:7f', 'not what'],
  [['ERR_MSG_TIMEOUT'], 'ctap-hid', 'hid:05', 'in time'],
  [['ctaphid_err_lock_required'], 'ctap-hid', 'hid:0a', 'for itself'],
  [['6982'], 'status-word', '6982', 'needed first'],
  [['0x6a82'], 'status-word', '6A82', 'no such file'],
  [['63CX'], 'status-word', '63CX', 'Tries left: X'],
  [['63', 'C2'], 'status-word', '63C2', 'Tries left: 2'],
  [['SCARD_E_NO_SERVICE'], 'pcsc', '0x8010001D', 'service'],
  [['0x8010000b'], 'pcsc', '0x8010000B', 'Another program'],
  [['AADSTS50126'], 'entra', 'AADSTS50126', 'name or the password'],
  [['50126'], 'entra', 'AADSTS50126', 'name or the password'],
  [['50057'], 'entra', 'AADSTS50057', 'not a UK one'],
  [['AADSTS120000..120021'], 'entra', 'AADSTS120000', 'could not be changed'],
  [['AADSTS120007'], 'entra', 'AADSTS120007', 'could not be changed'],
])('%j is explained', async (args, kind, code, says) => {
  const { exitCode, out } = await wardkey(['explain', ...args, '--json']);
  const { meanings } = JSON.parse(out);
  expect(exitCode).toBe(0);
  expect(meanings).toHaveLength(1);
  expect(meanings[0]).toMatchObject({ kind, code });
  expect(meanings[0].says).toContain(says);
  const told = (await wardkey(['explain', ...args])).out;
  expect(told).toContain(code);
  expect(told).toContain(says);
});

test.each(['xyz', '0x99', 'hid:07', 'INVALID_CMD', '1234', 'AADSTS99999', '', '0x801000ff'])(
  '"%s" is not known',
  async (code) => {
    const { exitCode, out, err } = await wardkey(['explain', code]);
    expect({ exitCode, out }).toEqual({ exitCode: 9, out: '' });
    expect(err).toContain('does not know the code');
    const asJson = await wardkey(['explain', code, '--json']);
    expect(JSON.parse(asJson.out)).toEqual({ asked: code, meanings: [] });
  },
);

test('every error of a sign-in page has its sentences, and a source', () => {
  expect(Object.keys(en)).toEqual(Object.keys(reference));
  for (const { source } of Object.values(reference))
    expect(source).toMatch(/Microsoft|administrators/);
});

test('a key of another account is looked at first, then told to who can put it right', async () => {
  const { out } = await wardkey(['explain', 'AADSTS135010']);
  expect(out).toContain('Check that it is the right key. If it is, ask your local administrator.');
});

test('it is explained in Welsh too', async () => {
  const { out } = await wardkey(['explain', '6983'], { language: 'cy' });
  expect(out).toContain("Mae'r PIN wedi'i gloi.");
});

test('a support code tells what a check-up found, the cause first', async () => {
  const { exitCode, out } = await wardkey(['explain', 'wk1010 3t51', '8x', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).meanings).toEqual([
    {
      kind: 'support-code',
      code: 'card-service-stopped',
      says: 'The smartcard service of this computer is not running, so no reader can be used.',
    },
    {
      kind: 'support-code',
      code: 'key-none',
      says: 'No security key can be seen on this computer.',
    },
  ]);
  const wrong = await wardkey(['explain', 'WK-1010-3T51-8Y']);
  expect(wrong.exitCode).toBe(9);
});

test('a support code of the guide tells where the person is, and what is wrong there', async () => {
  const spot = {
    journey: 'key-sign-in',
    step: 5,
    page: 'entra-fido',
    error: 'device-none',
  } as const;
  const { exitCode, out } = await wardkey(['explain', guideCode('0.1.0', spot), '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).meanings).toMatchObject([
    {
      kind: 'support-code',
      code: 'key-sign-in, entra-fido',
      says: 'The guide shows "key-sign-in", step 5, on the page "entra-fido".',
    },
    { kind: 'wardkey', code: 'device-none' },
  ]);
  const early = { journey: null, step: 0, page: 'portal-home', error: null };
  const { out: told } = await wardkey(['explain', guideCode('0.1.0', early)]);
  expect(told).toContain('The guide is on the page "portal-home".');
});

test('several codes are each explained', async () => {
  const codes = async (...typed: string[]) => {
    const { out } = await wardkey(['explain', ...typed, '--json']);
    return JSON.parse(out).meanings.map(({ code }: { code: string }) => code);
  };
  expect(await codes('0x36', '0x31')).toEqual(['0x36', '0x31']);
  expect(await codes('6982', 'pin-blocked', 'AADSTS50126')).toEqual([
    '6982',
    'pin-blocked',
    'AADSTS50126',
  ]);
  // One code that was read out in groups, before two.
  expect(await codes('69', '82')).toEqual(['6982']);
  expect(await codes('AADSTS', '50126')).toEqual(['AADSTS50126']);
});

test('of several codes those that nobody knows are named', async () => {
  const some = await wardkey(['explain', 'add-key', '3,', 'entra-fido,', 'hid-no-rule']);
  expect(some.exitCode).toBe(0);
  expect(some.out).toContain('hid-no-rule');
  expect(some.err).toContain('"entra-fido"');
  expect(some.err).toContain('"add-key 3"');
  expect(some.err).not.toContain('hid-no-rule');
  const none = await wardkey(['explain', 'foo', 'bar']);
  expect(none.exitCode).toBe(9);
  expect(none.err).toContain('"foo bar"');
});

test('everything that a check-up finds is explained, with what helps', async () => {
  for (const code of FINDING_CODES) {
    const { meanings, unknown } = meaningsOf(code, 'cy');
    expect({ code, found: meanings.length, unknown }).toEqual({ code, found: 1, unknown: [] });
  }
  expect(meaningsOf('key-no-rule', 'en').meanings[0]?.next).toContain('.');
});

test.each([
  ['PR20002', 'PR20002', 'Port Service'],
  ['400_645', 'smartcard-authentication-failure', 'smartcard failed'],
  ['ERR1002 Unable to read smartcard', 'ERR1002', 'could not be read'],
  ['Error 1002', 'ERR1002', 'could not be read'],
  ['0x53494705', '0x53494705', 'no smartcard'],
  ['running on port 43485, but is not connected', 'port-43485-not-connected', 'Identity Agent'],
])('"%s" of an NHS program is explained', (typed, code, says) => {
  const { meanings } = meaningsOf(typed, 'en');
  expect(meanings).toEqual([
    expect.objectContaining({ kind: 'nhs', code, says: expect.stringContaining(says) }),
  ]);
});

test('every error of NHS programs has its sentences, and a source; no other code is taken for one', () => {
  expect(Object.keys(nhsWords)).toEqual(Object.keys(nhsReference));
  expect(Object.keys(nhsWordsInWelsh)).toEqual(Object.keys(nhsReference));
  for (const { source } of Object.values(nhsReference)) expect(source).toContain('NHS');
  for (const code of ['400_', '400_x', 'PR2000', 'ERR10021']) {
    expect(meaningsOf(code, 'en').meanings).toEqual([]);
  }
});

test.each([
  ['This security key doesn’t look familiar. Please try a different one', 'key-not-familiar'],
  ["This security key doesn't look familiar.", 'key-not-familiar'],
  [
    'Something went wrong. You may want to try a different security key, or contact your admin',
    'something-went-wrong-with-the-key',
  ],
  ['You have already reached the limit of 10 security keys', 'limit-of-10-keys'],
  [
    'To set up a security key, you need to sign in with two-factor authentication.',
    'sign-in-with-two-steps-first',
  ],
  ['Your company policy requires a different method', 'different-method-required'],
  ['This security key can’t be used', 'key-model-not-allowed'],
  ['Your device will open a security window (nothing opens)', 'security-window-does-not-open'],
  ['QR code or ‘use a phone’ shown instead of the key prompt', 'phone-instead-of-key'],
  ['No ‘security key’ option on the page', 'no-security-key-option'],
])('"%s" of a sign-in page is explained, as one thing', (typed, code) => {
  for (const language of ['en', 'cy'] as const) {
    const { meanings, unknown } = meaningsOf(typed, language);
    expect(unknown).toEqual([]);
    expect(meanings).toEqual([
      expect.objectContaining({ kind: 'entra', code, next: expect.stringContaining('.') }),
    ]);
  }
});

test('every message of a sign-in page has its sentences in both languages, and a source', () => {
  expect(Object.keys(messageWords)).toEqual(Object.keys(messages));
  expect(Object.keys(messageWordsInWelsh)).toEqual(Object.keys(messages));
  for (const { source } of Object.values(messages)) {
    expect(source).toMatch(/Microsoft|administrators/);
  }
});

test('two codes with a stroke between them are two', () => {
  const { meanings } = meaningsOf('AADSTS500212/500213', 'en');
  expect(meanings.map(({ code }) => code)).toEqual(['AADSTS500212', 'AADSTS500213']);
});
