import { expect, test } from 'vitest';
import reference from '../../../../shared/reference/sign-in-errors.json' with { type: 'json' };
import en from '../../../../shared/words/sign-in-errors/en.json' with { type: 'json' };
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

test.each([
  [['pin-blocked'], 'wardkey', 'pin-blocked', 'locked'],
  [['0x31'], 'ctap', '0x31', 'PIN is wrong'],
  [['31'], 'ctap', '0x31', 'PIN is wrong'],
  [['CTAP2_ERR_PIN_AUTH_BLOCKED'], 'ctap', '0x34', 'until you put it in again'],
  [['ctap1_err_timeout'], 'ctap', '0x05', 'in time'],
  [['0x36'], 'ctap', '0x36', 'PIN or finger first'],
  [['6982'], 'status-word', '6982', 'needed first'],
  [['0x6a82'], 'status-word', '6A82', 'no such file'],
  [['63', 'C2'], 'status-word', '63C2', 'Tries left: 2'],
  [['SCARD_E_NO_SERVICE'], 'pcsc', '0x8010001D', 'service'],
  [['0x8010000b'], 'pcsc', '0x8010000B', 'Another program'],
  [['AADSTS50126'], 'entra', 'AADSTS50126', 'name or the password'],
  [['50126'], 'entra', 'AADSTS50126', 'name or the password'],
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

test.each(['xyz', '0x99', '1234', 'AADSTS99999', '', '0x801000ff'])(
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
