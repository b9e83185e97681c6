import { expect, test } from 'vitest';
import { maskedAccount } from '../../../../shared/redact/masked-account.ts';

test.each([
  ['jane.doe@nhs.net', 'j•••@nhs.net'],
  ['j@nhs.net', '•••@nhs.net'],
  ['555000123456', '5•••'],
  ['x', '•••'],
  ['', '•••'],
  ['a@b@nhs.net', 'a•••@nhs.net'],
  ['👩‍⚕️ward@nhs.net', '👩•••@nhs.net'],
  ['jane\u001b[31m@nhs\n.net', 'j•••@nhs .net'],
])('%j is shown as %j', (name, shown) => {
  expect(maskedAccount(name)).toBe(shown);
});

test('what a key calls an account cannot fill the screen', () => {
  expect(maskedAccount(`jane@${'x'.repeat(5_000)}`).length).toBeLessThan(100);
});
