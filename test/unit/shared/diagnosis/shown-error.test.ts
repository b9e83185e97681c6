import { expect, test } from 'vitest';
import type { Finding } from '../../../../shared/diagnosis/finding.ts';
import { shownFinding, wantedBy } from '../../../../shared/diagnosis/shown-error.ts';
import { judge } from '../../../../shared/diagnosis/verdict.ts';
import { verdictOn } from '../../../../shared/messages/trouble.ts';
import { PAGE_ERRORS, type PageErrorId } from '../../../../shared/portals/page-errors.ts';
import { LANGUAGES } from '../../../../shared/settings/settings.ts';
import { sayTrouble } from '../../../../shared/words/trouble-words.ts';

function causeOf(shown: PageErrorId, ...found: readonly Finding['code'][]) {
  const wanted = wantedBy(shown);
  const findings = [shownFinding(shown), ...found.map((code) => ({ code }))];
  return judge(findings, { wanted, hasOtherWay: null }).cause?.code ?? null;
}

test.each(PAGE_ERRORS)(
  '%s alone is told in one sentence, with a next step and who helps',
  (shown) => {
    for (const language of LANGUAGES) {
      const told = sayTrouble(language, { wanted: wantedBy(shown), shown, checkedUp: null });
      expect(told.says).not.toMatch(/[{}[\]]/);
      expect(told.next).not.toBe('');
      expect(told.code).not.toBeNull();
    }
    const { outcome, confidence } = verdictOn({ wanted: wantedBy(shown), shown, checkedUp: null });
    expect(outcome).toBe(shown === 'AADSTS-other' ? 'unknown' : 'cause');
    expect(confidence).not.toBe('certain');
  },
);

test.each([
  ['AADSTS50053', 'account-locked'],
  ['AADSTS500212', 'wrong-organisation'],
  ['AADSTS135010', 'no-credential'],
  ['AADSTS135016', 'model-not-allowed'],
  ['AADSTS53003', 'access-stopped'],
  ['AADSTS130501', 'way-not-allowed'],
  ['smartcard-authentication-failure', 'card-refused'],
] as const)('%s is %s, whatever is not plugged in', (shown, cause) => {
  expect(causeOf(shown)).toBe(cause);
  const absent = wantedBy(shown) === 'either' ? (['key-none', 'reader-none'] as const) : [];
  expect(causeOf(shown, ...absent)).toBe(cause);
});

test.each([
  ['AADSTS50089', 'clock-off'],
  ['AADSTS1001003', 'certificate-ended'],
  ['AADSTS50192', 'tls-intercepted'],
  ['AADSTS50074', 'pin-blocked'],
  ['smartcard-authentication-failure', 'card-none'],
  ['smartcard-authentication-failure', 'reader-none'],
  ['smartcard-authentication-failure', 'card-service-stopped'],
  ['credential-management-not-running', 'credential-management-absent'],
  ['credential-management-not-running', 'local-network-barred'],
  ['credential-management-not-running', 'cookies-barred'],
  ['AADSTS-other', 'key-held'],
] as const)('%s has its cause in what was found: %s', (shown, cause) => {
  expect(causeOf(shown, cause)).toBe(cause);
});

test('a number that nobody has written of is no cause', () => {
  expect(causeOf('AADSTS-other')).toBeNull();
  expect(causeOf('AADSTS-other', 'key-seen', 'card-seen')).toBeNull();
});

test('what a sign-in through Wardkey has said stands beside what its page says', () => {
  const both = { wanted: 'key', error: 'pin-wrong', shown: 'AADSTS50074' } as const;
  const { cause, evidence } = verdictOn({ ...both, checkedUp: null });
  expect(cause?.code).toBe('pin-wrong');
  expect(evidence.map(({ code }) => code)).toContain('second-step-missing');
});

test('a code of the page is in the sentence, and an id of ours is not', () => {
  const says = (shown: PageErrorId) =>
    sayTrouble('en', { wanted: 'either', shown, checkedUp: null }).says;
  expect(says('AADSTS50053')).toContain('(AADSTS50053)');
  expect(says('request-denied')).not.toContain('request');
});
