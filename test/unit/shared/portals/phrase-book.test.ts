import { expect, test } from 'vitest';
import { PAGES } from '../../../../shared/portals/catalogue.ts';
import { normalise } from '../../../../shared/portals/normalise.ts';
import { pagesOn } from '../../../../shared/portals/pages-on.ts';
import { bookOf } from './snapshots.ts';

const book = bookOf(PAGES);

test.each([
  ['Let’s try it out', "let's try it out"],
  ["Let's try it out", "let's try it out"],
  ['  Enter \u00a0\n password\u200b ', 'enter password'],
  ['ENTER CODE:', 'enter code'],
  ['MFA enabled successfully for sam.jones@nhs.net', 'mfa enabled successfully for'],
  ['Enter password.', 'enter password'],
  ['AADSTS50058: A silent sign-in request was sent', 'aadsts'],
  ['Rhowch gyfrinair', 'rhowch gyfrinair'],
])('%j is a text of the catalogue', (text, key) => {
  expect(book.find(text)).toBe(key);
});

test.each([
  'sam.jones@nhs.net',
  'Sam Jones',
  'Enter password now',
  '',
  '42',
  `AADSTS${'5'.repeat(300)}`,
])('%j is none, and is not kept', (text) => {
  expect(book.find(text)).toBeNull();
});

test('knows the texts of its own pages alone', () => {
  const portal = bookOf(pagesOn('portal.nhs.net'));
  expect(portal.find('Manage FIDO2 Tokens')).not.toBeNull();
  expect(portal.find('Enter password')).toBeNull();
});

test('texts are compared without curls, cases and odd spaces', () => {
  expect(normalise('\u201CA\u201D\t\u2018B\u2019\u00ad')).toBe('"a" \'b\'');
});
