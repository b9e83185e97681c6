import { expect, it } from 'vitest';
import {
  checkPrfAtRegistration,
  checkPrfAtSignIn,
} from '../../../../../bridge/webauthn/trial/check-prf.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64url');
const OTHER = Buffer.alloc(32, 8).toString('base64url');
const SHORT = Buffer.alloc(31, 7).toString('base64url');

it.each([
  [{ prf: { enabled: true } }, true],
  [{ prf: { enabled: false } }, false],
  [{ prf: {} }, false],
  [{}, false],
])('a registration that answers %o has secrets: %s', (outputs, passed) => {
  expect(checkPrfAtRegistration({ prf: {} }, outputs)).toEqual([{ check: 'prf', passed }]);
});

it.each([
  [{ first: SECRET, second: SECRET }, true],
  [{ first: SECRET, second: OTHER }, false],
  [{ first: SHORT, second: SHORT }, false],
  [{ first: SECRET }, false],
])('for one input twice, %o is right: %s', (results, passed) => {
  const inputs = { prf: { eval: {} } };
  expect(checkPrfAtSignIn(inputs, { prf: { results } })).toEqual([{ check: 'prf', passed }]);
});

it('is no matter where nobody asked', () => {
  expect(checkPrfAtRegistration({}, {})).toEqual([]);
  expect(checkPrfAtSignIn(undefined, {})).toEqual([]);
});
