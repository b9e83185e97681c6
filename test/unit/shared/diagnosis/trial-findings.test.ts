import { expect, test } from 'vitest';
import { reportedFinding } from '../../../../shared/diagnosis/reported-error.ts';
import {
  cardTrialFindings,
  keyTrialFindings,
  type WayTried,
} from '../../../../shared/diagnosis/trial-findings.ts';
import { judge } from '../../../../shared/diagnosis/verdict.ts';

const WORKED: WayTried = { went: 'worked' };
const FAILED: WayTried = { went: 'failed', error: 'device-garbled' };
const ABSENT: WayTried = { went: 'absent' };
const ASKED = { wanted: 'key', hasOtherWay: null } as const;
const SEEN = { code: 'key-seen' } as const;

test.each([
  [WORKED, WORKED, 'well'],
  [WORKED, ABSENT, 'well'],
  [ABSENT, WORKED, 'well'],
  [WORKED, { went: 'failed' }, 'try-browser-failed'],
  [FAILED, WORKED, 'try-only-browser-worked'],
  [FAILED, { went: 'failed' }, 'try-both-failed'],
  [FAILED, ABSENT, 'try-bridge-failed'],
  [ABSENT, { went: 'failed' }, 'try-only-browser-failed'],
  [{ went: 'failed', error: 'pin-blocked' }, ABSENT, 'pin-blocked'],
  [{ went: 'failed', error: 'touch-timeout' }, { went: 'failed' }, 'not-touched'],
] as const)('through the bridge %o, in the browser %o: %s', (bridge, browser, said) => {
  const { outcome, cause } = judge([SEEN, ...keyTrialFindings(bridge, browser)], ASKED);
  expect(cause?.code ?? outcome).toBe(said);
});

test('a sign-in that failed for no known reason, and a try that goes wrong in the browser alone', () => {
  const tried = keyTrialFindings(WORKED, { went: 'failed' });
  const { cause, steps } = judge([reportedFinding('internal', 'key'), SEEN, ...tried], ASKED);
  expect(cause?.code).toBe('try-browser-failed');
  expect(steps[0]).toBe('sign-in-through-wardkey');
});

test.each([
  [WORKED, 'well'],
  [{ went: 'failed', error: 'card-signature-wrong' }, 'card-try-failed'],
  [{ went: 'failed', error: 'card-pin-blocked' }, 'card-pin-locked'],
  [{ went: 'failed', error: 'device-busy' }, 'card-held'],
  [{ went: 'failed', error: 'device-removed' }, 'card-none'],
  [{ went: 'failed', error: 'reader-none' }, 'reader-none'],
  [{ went: 'failed', error: 'card-lacks-key' }, 'certificates-none'],
  [{ went: 'failed', error: 'touch-timeout' }, 'not-touched'],
] as const)('a card that was tried %o: %s', (way, said) => {
  const findings = [{ code: 'card-seen' } as const, ...cardTrialFindings(way)];
  const { outcome, cause } = judge(findings, { wanted: 'card', hasOtherWay: null });
  expect(cause?.code ?? outcome).toBe(said);
});

test('what the checks can see themselves is not taken from an earlier error', () => {
  const reported = reportedFinding('device-none', 'key');
  expect(judge([reported, SEEN], ASKED).cause?.code).toBe('trouble-gone');
  const still = judge([reported, { code: 'key-none' }], ASKED);
  expect(still.cause?.code).toBe('key-none');
  expect(still.others).toEqual([]);
  const other = judge([reported, SEEN, { code: 'unanswered-key' }], ASKED);
  expect(other.outcome).toBe('unknown');
});
