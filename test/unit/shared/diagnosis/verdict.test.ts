import { describe, expect, test } from 'vitest';
import {
  FINDING_CODES,
  FINDINGS,
  type FindingCode,
} from '../../../../shared/diagnosis/catalogue.ts';
import { checkUpReport, reportedFindings } from '../../../../shared/diagnosis/report.ts';
import { reportedFinding } from '../../../../shared/diagnosis/reported-error.ts';
import { STEPS } from '../../../../shared/diagnosis/steps.ts';
import { type Circumstances, judge } from '../../../../shared/diagnosis/verdict.ts';

const NOBODY_ASKED: Circumstances = { wanted: 'either', hasOtherWay: null };

function verdictOn(codes: readonly FindingCode[], changes: Partial<Circumstances> = {}) {
  return judge(
    codes.map((code) => ({ code })),
    { ...NOBODY_ASKED, ...changes },
  );
}

test('nothing found is well', () => {
  expect(verdictOn(['key-seen', 'pin-low'])).toMatchObject({
    outcome: 'well',
    cause: null,
    steps: [],
  });
});

test.each<[readonly FindingCode[], FindingCode]>([
  [['reader-none', 'key-none'], 'nothing-attached'],
  [['key-none', 'card-none'], 'nothing-attached'],
  [['key-none', 'card-service-stopped'], 'card-service-stopped'],
  [['key-held', 'card-service-absent'], 'key-held'],
  [['key-garbled', 'card-service-stopped'], 'key-garbled'],
  [['key-not-fido', 'key-none', 'card-service-absent'], 'key-not-fido'],
  [['card-mute', 'key-none'], 'card-mute'],
  [['card-unknown', 'key-none', 'usb-library-missing'], 'card-unknown'],
  [['card-needs-middleware', 'card-seen', 'key-none'], 'card-needs-middleware'],
  [['policy-wrong', 'pin-blocked', 'key-seen'], 'pin-blocked'],
  [['policy-wrong', 'sign-in-failed'], 'policy-wrong'],
  [['pin-wrong', 'try-worked'], 'trouble-gone'],
  [['no-credential', 'try-worked'], 'no-credential'],
  [['key-seen', 'card-service-stopped', 'pin-blocked'], 'pin-blocked'],
  [['card-seen', 'key-none', 'card-pin-locked'], 'card-pin-locked'],
  [['certificate-ended', 'clock-off'], 'clock-off'],
  [['key-full', 'passkeys-full'], 'passkeys-full'],
  [['sign-in-failed', 'key-mute'], 'key-mute'],
])('%j is because of %s', (codes, cause) => {
  expect(verdictOn(codes).cause?.code).toBe(cause);
});

test.each([
  ['key', 'try-worked', 'trouble-gone'],
  ['key', 'card-try-worked', 'not-touched'],
  ['card', 'card-try-worked', 'trouble-gone'],
  ['card', 'try-worked', 'not-touched'],
  ['either', 'try-worked', 'not-touched'],
  ['either', 'card-try-worked', 'not-touched'],
] as const)('a sign-in with a %s that was not touched, and then %s: %s', (used, tried, cause) => {
  const findings = [reportedFinding('touch-timeout', used), { code: tried }];
  const kept = judge([...reportedFindings(findings)], NOBODY_ASKED);
  expect(kept.cause?.code).toBe(cause);
});

describe('a portal that does not answer', () => {
  const SILENT = ['name-unknown', 'portal-unreachable', 'portal-failing', 'proxy-refuses'] as const;

  test.each(SILENT)('%s is no cause beside another where nobody named it', (code) => {
    for (const portal of [undefined, 'other'] as const) {
      const verdict = verdictOn([code, 'card-pin-locked'], { wanted: 'card', portal });
      expect(verdict.cause?.code).toBe('card-pin-locked');
      expect(verdict.others.map((other) => other.code)).toEqual([code]);
    }
    const named = verdictOn([code, 'card-pin-locked'], { wanted: 'card', portal: 'cis2' });
    expect(named.cause?.code).toBe(code);
  });

  test.each(SILENT)('%s is the cause where nothing else is', (code) => {
    expect(verdictOn([code, 'card-seen', 'unanswered-key']).cause?.code).toBe(code);
  });

  test('a computer without a network comes first in any case', () => {
    expect(verdictOn(['offline', 'name-unknown', 'pin-blocked']).cause?.code).toBe('offline');
  });
});

test.each(['key', 'card'] as const)('who wants a %s hears of nothing else', (wanted) => {
  const other = wanted === 'key' ? 'card' : 'key';
  const own = FINDING_CODES.filter((code) => FINDINGS[code].path === wanted);
  for (const strange of FINDING_CODES.filter((code) => FINDINGS[code].path === other)) {
    for (const code of own) {
      const { cause } = verdictOn([strange, code], { wanted });
      expect(cause?.code, `${strange} beside ${code}`).not.toBe(strange);
    }
  }
});

test('what is not needed is no cause', () => {
  expect(verdictOn(['key-seen', 'card-service-stopped', 'reader-none']).outcome).toBe('well');
  expect(verdictOn(['card-seen', 'key-none']).outcome).toBe('well');
  expect(verdictOn(['pin-blocked'], { wanted: 'card' }).outcome).toBe('well');
  expect(verdictOn(['card-none'], { wanted: 'key' }).outcome).toBe('well');
  expect(verdictOn(['key-seen', 'card-needs-middleware']).outcome).toBe('well');
  expect(verdictOn(['card-needs-middleware', 'card-try-worked']).outcome).toBe('well');
});

test.each<[readonly FindingCode[], FindingCode]>([
  [['key-none', 'card-service-stopped'], 'card-service-stopped'],
  [['key-none', 'reader-none', 'usb-library-missing'], 'usb-library-missing'],
])('with nothing plugged in, nobody is sure that %j matters: %s', (codes, cause) => {
  const verdict = verdictOn(codes);
  expect(verdict.cause?.code).toBe(cause);
  expect(verdict.steps[0]).toBe('plug-in');
  expect(verdictOn(codes, { wanted: 'card' }).steps).not.toContain('plug-in');
});

test('who wants the card alone is told of the service for sure', () => {
  expect(verdictOn(['key-none', 'card-service-stopped']).confidence).toBe('possible');
  const asked = verdictOn(['card-service-stopped'], { wanted: 'card' });
  expect(asked.confidence).toBe('certain');
});

test('a symptom alone has no cause that we know', () => {
  const verdict = judge([reportedFinding('internal', 'key')], NOBODY_ASKED);
  expect(verdict).toMatchObject({ outcome: 'unknown', cause: null, confidence: 'possible' });
  expect(verdict.steps[0]).toBe('connect');
  expect(verdict.steps.at(-1)).toBe('ask-local-administrator');
  expect(verdictOn(['unanswered-key']).outcome).toBe('unknown');
});

test('what a sign-in said is believed, but less than what was seen', () => {
  const verdict = judge([reportedFinding('no-credential', 'key')], NOBODY_ASKED);
  expect(verdict).toMatchObject({ cause: { code: 'no-credential' }, confidence: 'likely' });
  expect(verdictOn(['proxy-held']).confidence).toBe('certain');
});

test('of several keys, the fault of one is a mere possibility', () => {
  expect(verdictOn(['key-seen', 'pin-blocked']).confidence).toBe('certain');
  expect(verdictOn(['key-seen', 'several-keys', 'pin-blocked']).confidence).toBe('possible');
});

test('the evidence is what the cause explains; the rest is told as well', () => {
  const verdict = verdictOn(['key-none', 'card-service-stopped', 'reader-none', 'policy-wrong']);
  expect(verdict.cause?.code).toBe('card-service-stopped');
  expect(verdict.evidence.map(({ code }) => code)).toContain('reader-none');
  expect(verdict.others.map(({ code }) => code)).toContain('policy-wrong');
});

describe('a person without another way to sign in', () => {
  test.each([false, null])('is never sent to reset or to register again (%s)', (hasOtherWay) => {
    for (const code of FINDING_CODES) {
      const { steps } = verdictOn([code], { hasOtherWay });
      expect(steps.filter((step) => STEPS[step].otherWay === 'needed')).toEqual([]);
      const { weight, path } = FINDINGS[code];
      if (weight === 'fault' && path !== 'card') expect(steps.length).toBeGreaterThan(0);
    }
  });

  test('with one, may', () => {
    expect(verdictOn(['pin-blocked'], { hasOtherWay: true }).steps).toContain('reset-key');
    expect(verdictOn(['no-credential'], { hasOtherWay: true }).steps).toContain('register-again');
    expect(verdictOn(['no-credential'], { hasOtherWay: false }).steps).not.toContain(
      'other-way-in',
    );
  });
});

test('a report holds no fact that could tell who somebody is', () => {
  const findings = [
    { code: 'key-seen', facts: { model: 'Key 5', serial: '123', account: 'sam@example.org' } },
  ] as const;
  const verdict = judge(findings, NOBODY_ASKED);
  const parts = { version: '1.2.3', wanted: 'either', findings, checks: [], verdict } as const;
  const text = JSON.stringify(checkUpReport(parts));
  expect(text).toContain('Key 5');
  expect(text).not.toMatch(/123"|sam@/);
});
