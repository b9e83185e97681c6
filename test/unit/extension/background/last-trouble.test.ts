import { beforeEach, expect, test, vi } from 'vitest';
import { LastTrouble } from '../../../../extension/background/check-up/last-trouble.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import type { SignInView } from '../../../../shared/messages/views.ts';
import { sayTrouble } from '../../../../shared/words/trouble-words.ts';

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

test('tells of a sign-in that went wrong, in its tab and everywhere, until the next one begins', () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'pin-wrong');
  expect(trouble.near(ELSEWHERE)).toEqual({
    wanted: 'key',
    error: 'pin-wrong',
    portal: 'entra',
    checkedUp: null,
  });
  expect(trouble.of(TAB)).toEqual(trouble.near(ELSEWHERE));
  expect(trouble.of(8)).toBeNull();
  expect(onChange).toHaveBeenCalledTimes(1);
  trouble.postMessage(shown({ type: 'connecting' }));
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test.each(['ceremony-cancelled', 'ceremony-aborted', 'page-gone'] as const)(
  'nothing is wrong where it ended by %s',
  (code) => {
    const trouble = new LastTrouble(area, onChange);
    failIn(trouble, code);
    expect(trouble.near(ELSEWHERE)).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
  },
);

test('who gives up where the PIN was not taken had the wrong PIN', () => {
  const trouble = new LastTrouble(area, onChange);
  const device = { id: 'd', transport: 'usb', name: 'Practice Key 5' } as const;
  const asked = {
    type: 'pin',
    step: 's',
    device,
    triesLeft: 7,
    lastTry: false,
    minLength: 4,
    maxBytes: 63,
  } as const;
  trouble.postMessage(shown(asked));
  trouble.postMessage(failed('ceremony-cancelled'));
  expect(trouble.near(ELSEWHERE)).toBeNull();
  trouble.postMessage(shown(asked));
  trouble.postMessage(shown({ ...asked, problem: 'pin-wrong' }));
  trouble.postMessage(failed('ceremony-cancelled'));
  expect(trouble.near(ELSEWHERE)).toMatchObject({ error: 'pin-wrong' });
  trouble.postMessage(shown({ ...asked, problem: 'pin-wrong' }));
  trouble.postMessage(shown({ type: 'connecting' }));
  trouble.postMessage(failed('ceremony-cancelled'));
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test('a request that was refused is no sign-in, and ends nothing that is told of one', () => {
  const trouble = new LastTrouble(area, onChange);
  trouble.postMessage(failed('rp-id-mismatch'));
  expect(trouble.near(ELSEWHERE)).toBeNull();
  failIn(trouble, 'touch-timeout');
  trouble.postMessage(failed('sign-in-tab-hidden'));
  expect(trouble.near(ELSEWHERE)).toMatchObject({ error: 'touch-timeout' });
  trouble.postMessage(shown({ type: 'connecting' }));
  trouble.postMessage(shown({ type: 'done' }));
  trouble.postMessage(failed('rp-id-mismatch'));
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test('what the check-up does with a key is no sign-in', () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'device-none');
  for (const kind of ['key-test', 'key-reset', 'key-sign-ins', 'card-test'] as const) {
    failIn(trouble, 'pin-wrong', kind);
    trouble.postMessage(shown({ type: 'done' }, kind));
  }
  expect(trouble.near(ELSEWHERE)).toMatchObject({ error: 'device-none' });
});

test('what a page asks of a card is about a card', () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'card-pin-blocked', 'sign');
  expect(trouble.near(ELSEWHERE)).toMatchObject({ wanted: 'card' });
});

test('a check-up of it takes its place, in its tab too; one of something else is no tab’s', async () => {
  const trouble = new LastTrouble(area, onChange);
  failIn(trouble, 'touch-timeout');
  const checkedUp = { wanted: 'key', findings: [{ code: 'key-mute' }], hasOtherWay: null } as const;
  await trouble.onCheckedUp({
    ...checkedUp,
    error: 'touch-timeout',
    findings: [{ code: 'key-mute' }],
  });
  expect(trouble.of(TAB)?.checkedUp?.findings).toEqual([{ code: 'key-mute' }]);
  await trouble.onCheckedUp({ ...checkedUp, findings: [] });
  expect(trouble.of(TAB)).toBeNull();
  expect(trouble.near(ELSEWHERE)?.checkedUp).not.toBeNull();
});

test('a worker that comes later knows it, and the next person does not', async () => {
  failIn(new LastTrouble(area, onChange), 'device-none');
  await expect.poll(() => kept['trouble']).toBeDefined();
  const later = new LastTrouble(area, onChange);
  await expect.poll(() => later.near(ELSEWHERE)).toMatchObject({ error: 'device-none' });
  later.forget();
  expect(later.near(ELSEWHERE)).toBeNull();
  await expect.poll(() => kept).toEqual({ trouble: NOTHING });
});

test('what an earlier worker kept does not come back once a sign-in has begun', async () => {
  failIn(new LastTrouble(area, onChange), 'device-none');
  await expect.poll(() => kept['trouble']).toBeDefined();
  const reading = Promise.withResolvers<void>();
  const get = async () => {
    const stored = await area.get();
    await reading.promise;
    return stored;
  };
  onChange.mockClear();
  const later = new LastTrouble({ ...area, get }, onChange);
  later.postMessage(shown({ type: 'connecting' }));
  reading.resolve();
  await expect.poll(() => kept).toEqual({ trouble: NOTHING });
  expect(later.near(ELSEWHERE)).toBeNull();
  expect(onChange).not.toHaveBeenCalled();
});

test('what is kept in a form that is not known is nothing', async () => {
  kept = { trouble: { tabId: TAB, trouble: { wanted: 'anything' } } };
  const trouble = new LastTrouble(area, onChange);
  trouble.postMessage(shown({ type: 'done' }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(trouble.near(ELSEWHERE)).toBeNull();
});

test.each([
  ['pin-wrong', 'The PIN that was typed is not the PIN of this key.'],
  ['device-none', 'No security key can be seen on this computer.'],
  ['pin-blocked', 'is locked'],
] as const)('an error that names its own cause is the verdict: %s', (error, says) => {
  const told = sayTrouble('en', { wanted: 'key', error, checkedUp: null });
  expect(told.says).toContain(says);
  expect(told.next).not.toBe('');
});

test('an error that names none speaks for itself, until a check-up has looked', () => {
  const trouble = { wanted: 'key', error: 'rp-id-mismatch' } as const;
  const before = sayTrouble('en', { ...trouble, checkedUp: null });
  expect(before.says).not.toContain('could not find the cause');
  const checkedUp = { ...trouble, findings: [{ code: 'offline' }], hasOtherWay: null } as const;
  const after = sayTrouble('en', {
    ...trouble,
    checkedUp: { ...checkedUp, findings: [{ code: 'offline' }] },
  });
  expect(after.says).toBe('This computer is not on any network.');
});
