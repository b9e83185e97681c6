import { beforeEach, expect, test, vi } from 'vitest';
import { LastTrouble } from '../../../../extension/background/check-up/last-trouble.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import type { SignInView } from '../../../../shared/messages/views.ts';

const TAB = 7;
/** Another tab, where nothing is wrong: what is told there is of the whole browser. */
const ELSEWHERE = 99;
/** Kept where nothing went wrong. */
const NOTHING = { failed: null, pages: [] };

let kept: Record<string, unknown>;
const onChange = vi.fn();
const area = {
  get: async () => structuredClone(kept),
  set: async (items: Record<string, unknown>) => void Object.assign(kept, structuredClone(items)),
};

beforeEach(() => {
  kept = {};
  onChange.mockClear();
});

function shown(stage: SignInView['stage'], kind: SignInView['kind'] = 'get'): SignInView {
  return { language: 'en', tabId: TAB, kind, host: 'login.microsoft.com', stage };
}

function failed(code: ErrorCode, kind?: SignInView['kind']): SignInView {
  return shown({ type: 'failed', code, facts: {} }, kind);
}

/** A sign-in, or something else that is done with a key or a card, begins and goes wrong. */
function failIn(trouble: LastTrouble, code: ErrorCode, kind?: SignInView['kind']): void {
  trouble.postMessage(shown({ type: 'connecting' }, kind));
  trouble.postMessage(failed(code, kind));
}

const LOCKED = { host: 'login.microsoftonline.com', shown: 'AADSTS50053' } as const;

test('an error on a page is the trouble of its tab for as long as it is there', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(TAB, LOCKED);
  const told = { wanted: 'either', shown: 'AADSTS50053', portal: 'entra', checkedUp: null };
  expect(trouble.of(TAB)).toEqual(told);
  expect(trouble.of(8)).toBeNull();
  await trouble.onPage(TAB, LOCKED);
  await trouble.onPage(8, { host: 'portal.nhs.net' });
  await trouble.onPage(9, null);
  expect(trouble.near(ELSEWHERE)).toEqual(told);
  expect(onChange).toHaveBeenCalledTimes(1);
  await trouble.onPage(TAB, { host: LOCKED.host });
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test('what a sign-in has said on a tab stays beside the error of its page, and after it', async () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'pin-wrong');
  await trouble.onPage(TAB, LOCKED);
  expect(trouble.of(TAB)).toMatchObject({ wanted: 'key', error: 'pin-wrong', shown: LOCKED.shown });
  await trouble.onPage(TAB, null);
  expect(trouble.of(TAB)).toMatchObject({ wanted: 'key', error: 'pin-wrong' });
  expect(trouble.of(TAB)).not.toHaveProperty('shown');
});

test('a check-up of what a page said is of its tab, and goes with the page', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(TAB, LOCKED);
  const findings = [{ code: 'account-locked' as const }];
  const { shown } = LOCKED;
  await trouble.onCheckedUp({ wanted: 'either', shown, findings, hasOtherWay: null });
  expect(trouble.of(TAB)?.checkedUp?.findings).toEqual(findings);
  await trouble.onPage(TAB, LOCKED);
  expect(trouble.of(TAB)?.checkedUp).not.toBeNull();
  await trouble.onPage(TAB, null);
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test('a worker that comes later knows that a page has gone on meanwhile', async () => {
  await new LastTrouble(area, onChange).onPage(TAB, LOCKED);
  await expect.poll(() => kept['trouble']).toBeDefined();
  const later = new LastTrouble(area, onChange);
  await later.onPage(TAB, { host: LOCKED.host });
  expect(later.near(ELSEWHERE)).toBeNull();
  await expect.poll(() => kept).toEqual({ trouble: NOTHING });
});

const OTHER_ERROR = { host: 'login.microsoftonline.com', shown: 'AADSTS50057' } as const;

test('a page’s error outlives the sign-ins of other tabs, and one of its own that is given up', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(8, LOCKED);
  failIn(trouble, 'ceremony-cancelled');
  expect(trouble.of(8)).toMatchObject({ shown: LOCKED.shown });
  failIn(trouble, 'pin-wrong');
  expect(trouble.of(8)).toMatchObject({ shown: LOCKED.shown });
  expect(trouble.of(8)).not.toHaveProperty('error');
  expect(trouble.of(TAB)).toMatchObject({ error: 'pin-wrong' });
  expect(trouble.of(TAB)).not.toHaveProperty('shown');
  await trouble.onPage(TAB, OTHER_ERROR);
  trouble.postMessage(shown({ type: 'connecting' }));
  onChange.mockClear();
  trouble.postMessage(failed('ceremony-cancelled'));
  expect(onChange).toHaveBeenCalled();
  expect(trouble.of(TAB)).toMatchObject({ wanted: 'either', shown: OTHER_ERROR.shown });
});

test('what a page said is no news while its tab signs in, and stands beside what went wrong then', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(TAB, LOCKED);
  onChange.mockClear();
  trouble.postMessage(shown({ type: 'connecting' }));
  expect(trouble.of(TAB)).toBeNull();
  expect(onChange).toHaveBeenCalledTimes(1);
  trouble.postMessage(failed('pin-wrong'));
  expect(trouble.of(TAB)).toMatchObject({ error: 'pin-wrong', shown: LOCKED.shown });
});

test('an error on another tab takes nothing from a sign-in that went wrong, nor from its verdict', async () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'touch-timeout');
  const findings = [{ code: 'key-mute' as const }];
  const verdict = { wanted: 'key', findings, hasOtherWay: null } as const;
  await trouble.onCheckedUp({ ...verdict, error: 'touch-timeout' });
  await trouble.onPage(8, LOCKED);
  expect(trouble.of(TAB)?.checkedUp?.findings).toEqual(findings);
  expect(trouble.near(8)).toMatchObject({ shown: LOCKED.shown });
  expect(trouble.near(ELSEWHERE)).toMatchObject({ error: 'touch-timeout' });
  await trouble.onPage(8, null);
  expect(trouble.near(8)?.checkedUp?.findings).toEqual(findings);
});

test('a page that is loaded anew keeps the verdict on its error, though a look comes too early', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(TAB, LOCKED);
  const { host, shown } = LOCKED;
  const findings = [{ code: 'account-locked' as const }];
  const verdict = { wanted: 'either', findings, hasOtherWay: null } as const;
  await trouble.onCheckedUp({ ...verdict, shown });
  await trouble.onPage(TAB, { host });
  expect(trouble.of(TAB)).toBeNull();
  expect(trouble.near(TAB)).toBeNull();
  await trouble.onPage(TAB, LOCKED);
  expect(trouble.of(TAB)?.checkedUp?.findings).toEqual(findings);
  // Another error is another matter, and so is the same one later, after another portal.
  await trouble.onPage(TAB, OTHER_ERROR);
  expect(trouble.of(TAB)?.checkedUp).toBeNull();
  await trouble.onCheckedUp({ ...verdict, shown: OTHER_ERROR.shown });
  await trouble.onPage(TAB, { host: 'portal.nhs.net' });
  await trouble.onPage(TAB, OTHER_ERROR);
  expect(trouble.of(TAB)?.checkedUp).toBeNull();
});

test('a verdict on a sign-in and its page is not one on a later sign-in that ends alike', async () => {
  const trouble = new LastTrouble(area, onChange);
  await trouble.onPage(TAB, LOCKED);
  failIn(trouble, 'pin-wrong');
  const findings = [{ code: 'account-locked' as const }];
  const about = { wanted: 'key', error: 'pin-wrong', shown: LOCKED.shown } as const;
  await trouble.onCheckedUp({ ...about, findings, hasOtherWay: null });
  expect(trouble.of(TAB)?.checkedUp?.findings).toEqual(findings);
  failIn(trouble, 'pin-wrong');
  expect(trouble.of(TAB)).toMatchObject({ ...about, checkedUp: null });
});

test('a worker that comes later knows what pages show, though a sign-in begins at once', async () => {
  await new LastTrouble(area, onChange).onPage(8, LOCKED);
  await expect.poll(() => kept['trouble']).toMatchObject({ pages: [{ tabId: 8 }] });
  const later = new LastTrouble(area, onChange);
  later.postMessage(shown({ type: 'connecting' }));
  await expect.poll(() => later.of(8)).toMatchObject({ shown: LOCKED.shown });
  await expect.poll(() => kept['trouble']).toMatchObject({ failed: null, pages: [{ tabId: 8 }] });
});

test('the next person finds nothing of a page, also where a worker has just begun', async () => {
  await new LastTrouble(area, onChange).onPage(8, LOCKED);
  await expect.poll(() => kept['trouble']).toMatchObject({ pages: [{ tabId: 8 }] });
  const later = new LastTrouble(area, onChange);
  later.forget();
  await expect.poll(() => kept).toEqual({ trouble: NOTHING });
  expect(later.of(8)).toBeNull();
});

test('it is kept of so many tabs and no more', async () => {
  const trouble = new LastTrouble(area, onChange);
  for (let tabId = 100; tabId < 140; tabId += 1) await trouble.onPage(tabId, LOCKED);
  expect(trouble.of(139)).not.toBeNull();
  expect(trouble.of(120)).not.toBeNull();
  expect(trouble.of(119)).toBeNull();
});
