import { expect, test } from 'vitest';
import { PAGES } from '../../../../shared/portals/catalogue.ts';
import {
  type ErrorFamily,
  PAGE_ERRORS,
  pageErrorIn,
} from '../../../../shared/portals/page-errors.ts';
import nhs from '../../../../shared/reference/nhs-errors.json' with { type: 'json' };
import entra from '../../../../shared/reference/sign-in-errors.json' with { type: 'json' };

/** Questions of Entra's, and what a browser shows itself, on no page of the catalogue. */
const NO_ERRORS = ['AADSTS50140', 'AADSTS50199', 'ERR_CONNECTION_TIMED_OUT'];
const FAMILIES: readonly ErrorFamily[] = ['entra', 'federation', 'care-identity'];

test.each([
  ['AADSTS50105: The signed in user is not assigned to a role for the app.', 'AADSTS50105'],
  ['Sorry, but we’re having trouble signing you in. AADSTS530035: blocked', 'AADSTS530035'],
  ['Error AADSTS1001003', 'AADSTS1001003'],
  ['aadsts53003', 'AADSTS53003'],
  ['AADSTS99999: nobody has written of this. AADSTS50053: locked', 'AADSTS50053'],
  ['AADSTS98765: nobody has written of this', 'AADSTS-other'],
  ['Request denied', 'request-denied'],
  ['We didn’t hear from you', 'request-unanswered'],
  ['Your account has been temporarily locked to prevent unauthorised use.', 'account-locked-out'],
  [
    'Your account or password is incorrect. If you don’t remember it, reset it.',
    'password-incorrect',
  ],
  ['This security key doesn’t look familiar. Please try a different one.', 'key-not-familiar'],
] as const)('Entra: %s', (text, error) => {
  expect(pageErrorIn(text, 'entra')).toBe(error);
});

test.each([
  'AADSTS50140: Keep me signed in',
  'AADSTS',
  'AADSTS1',
  'AADSTS5010',
  'AADSTS50105999',
  'AADSTS5010５',
  'XAADSTS50105',
  'Sign in to your account',
  'sam.jones@nhs.net',
  '',
])('no error of Entra’s: %s', (text) => {
  expect(pageErrorIn(text, 'entra')).toBeNull();
});

test('each number that there are words for is known, and no other', () => {
  const known = PAGE_ERRORS.filter((error) => /^AADSTS\d/.test(error));
  const worded = Object.keys(entra).filter((code) => !NO_ERRORS.includes(code));
  expect([...known].sort()).toEqual(worded.sort());
  for (const code of worded) expect(pageErrorIn(`${code}: words`, 'entra')).toBe(code);
});

test.each(Object.entries(nhs))('Care Identity: %s', (code, { matches }) => {
  if (NO_ERRORS.includes(code)) return;
  for (const match of matches) {
    // The list that a typed text is looked up in has no marks, and a star for digits.
    const shown = match.replace('_*', '_102').replace('x 509', 'x.509');
    expect(pageErrorIn(`Something went wrong: ${shown}.`, 'care-identity'), match).toBe(code);
  }
});

test('whatever a page says, what comes of it is of the list, and soon', () => {
  const hostile = `${'AADSTS9'.repeat(100_000)} AADSTS50053 <script>alert(1)</script>`;
  for (const family of FAMILIES) {
    const error = pageErrorIn(hostile, family);
    expect([null, ...PAGE_ERRORS]).toContain(error);
  }
});

test('a text of another’s pages is none of these', () => {
  expect(pageErrorIn('AADSTS50053', 'care-identity')).toBeNull();
  expect(pageErrorIn('Smartcard Authentication Failure', 'entra')).toBeNull();
});

test('guidance that tells of errors shows none itself', () => {
  for (const { errors, hosts, id } of PAGES) {
    if (errors !== undefined) expect(hosts, id).not.toContain('support.nhs.net');
    if (errors !== undefined) expect(hosts, id).not.toContain('digital.nhs.uk');
  }
});
