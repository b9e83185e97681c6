import { beforeEach, expect, test } from 'vitest';
import { Accounts, PRACTICE_PASSWORD } from '../../portal/accounts.ts';
import { EntraSignIns } from '../../portal/entra-session.ts';
import { Phones } from '../../portal/phone.ts';
import { RelyingParty } from '../../portal/relying-party.ts';

const SAM = 'sam.jones@nhs.net';
const SESSION = 'session';

let accounts: Accounts;
let phones: Phones;
let entra: EntraSignIns;
beforeEach(() => {
  accounts = new Accounts(new RelyingParty('login.microsoft.com', [], []));
  phones = new Phones();
  entra = new EntraSignIns(accounts, phones);
});

/** Gives the right password and asks for the number. */
function askForNumber(): string {
  accounts.of(SAM).authenticator = true;
  expect(entra.givePassword(SESSION, SAM, PRACTICE_PASSWORD)).toBe('entra-number-match');
  return entra.sendNumber(SESSION) ?? '';
}

test('a password is enough for an account that has nothing else', () => {
  expect(entra.givePassword(SESSION, SAM, PRACTICE_PASSWORD)).toBe('entra-kmsi');
  expect(entra.finished(SESSION)).toBe(SAM);
  expect(entra.finished('another session')).toBeNull();
});

test('an account that was enrolled has to be told more', () => {
  accounts.of(SAM).mfaEnabled = true;
  expect(entra.givePassword(SESSION, SAM, PRACTICE_PASSWORD)).toBe('entra-more-info');
});

test('a wrong password ends a sign-in, one that was right before too', () => {
  entra.givePassword(SESSION, SAM, PRACTICE_PASSWORD);
  expect(entra.givePassword(SESSION, SAM, 'wrong')).toBeNull();
  expect(entra.finished(SESSION)).toBeNull();
});

test('no number is sent before the password', () => {
  accounts.of(SAM).authenticator = true;
  expect(entra.sendNumber(SESSION)).toBeNull();
  expect(phones.waiting()).toBeUndefined();
});

test('the number, typed into the phone, finishes the sign-in', () => {
  const number = askForNumber();
  expect(number).toMatch(/^[0-9]{2}$/);
  expect(entra.finished(SESSION)).toBeNull();
  phones.answer(number);
  expect(entra.phoneState(SESSION)).toBe('approved');
  expect(entra.finished(SESSION)).toBe(SAM);
  expect(phones.approved(SAM)).toBe(1);
});

test.each([
  ['a wrong number', (number: string) => (number === '10' ? '11' : '10')],
  ['a no', () => null],
])('%s ends the request, and what comes after it does not count', (_, answer) => {
  const number = askForNumber();
  phones.answer(answer(number));
  expect(entra.phoneState(SESSION)).toBe('denied');
  phones.answer(number);
  expect(entra.finished(SESSION)).toBeNull();
});
