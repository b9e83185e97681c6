import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CheckUp } from '../../../../extension/background/check-up/check-up.ts';
import { SignInWindow } from '../../../../extension/background/sign-in/sign-in-window.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import type { CheckUpView } from '../../../../shared/messages/check-up-view.ts';

vi.mock('../../../../extension/platform/browser.ts', async () => {
  const { apis } = await import('../../../faults/desk/played-apis.ts');
  return { browser: apis };
});

/** As long as a check-up may take that needs nobody's hands, in milliseconds. */
const WHOLE_MS = 3_000;
const ID = 'a-run';
const FOUND = { findings: [{ code: 'key-none' }], checks: [] } as const;

let answer: PromiseWithResolvers<unknown>;
/** What the calls before the last one get. */
let first: readonly Promise<never>[];
let calls: number;
let views: CheckUpView[];
let checkUp: CheckUp;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  answer = Promise.withResolvers();
  first = [];
  calls = 0;
  views = [];
  const surface = {
    open: async () => 5,
    close: async () => {},
    focus: async () => {},
    isOpen: async () => true,
  };
  checkUp = new CheckUp({
    bridge: {
      call: async () => {
        calls += 1;
        return (await (first[calls - 1] ?? answer.promise)) as never;
      },
    },
    window: new SignInWindow(surface, { onWindow: () => {}, onClosedByPerson: () => {} }),
    language: () => 'en',
    isWindowTaken: () => false,
    isProxyHeld: async () => false,
    surroundings: async () => ({ language: 'en', version: '1.0.0' }),
    session: { get: async () => ({}), set: async () => {} },
    onTrouble: () => {},
    onBegin: () => {},
  });
  checkUp.onPort({ postMessage: (view) => views.push(view) });
});
afterEach(() => {
  vi.useRealTimers();
});

async function runAfter(ms: number): Promise<CheckUpView['run']> {
  await vi.advanceTimersByTimeAsync(ms);
  return views.at(-1)?.run ?? null;
}

test('a bridge that says nothing is told as that within three seconds', async () => {
  checkUp.begin(ID, { wanted: 'key' });
  expect(await runAfter(1_000)).toMatchObject({ id: ID, failure: null, result: null });
  expect(await runAfter(WHOLE_MS - 1_000)).toMatchObject({ failure: 'bridge-mute', result: null });
});

test('one that stands still at its work is slow, and not mute', async () => {
  checkUp.begin(ID, { wanted: 'key' });
  await runAfter(100);
  checkUp.onProgress({ check: 'keys', outcome: null });
  expect(await runAfter(WHOLE_MS)).toMatchObject({ failure: 'ceremony-timeout', result: null });
});

test('what it says after all stands in the place of that', async () => {
  checkUp.begin(ID, { wanted: 'key' });
  await runAfter(WHOLE_MS);
  answer.resolve(FOUND);
  expect(await runAfter(1)).toMatchObject({ failure: null, result: FOUND });
});

test('one that answers in time is never told as late', async () => {
  checkUp.begin(ID, { wanted: 'key' });
  await runAfter(1_000);
  answer.resolve(FOUND);
  expect(await runAfter(2 * WHOLE_MS)).toMatchObject({ failure: null, result: FOUND });
});

test('one that fails sooner is told as it failed', async () => {
  checkUp.begin(ID, { wanted: 'key' });
  answer.reject(new WardkeyError('bridge-missing'));
  expect(await runAfter(2 * WHOLE_MS)).toMatchObject({ failure: 'bridge-missing', result: null });
});

test('one that could not even be greeted in time is asked once more', async () => {
  const greeting = Promise.withResolvers<never>();
  first = [greeting.promise];
  checkUp.begin(ID, { wanted: 'key' });
  expect(await runAfter(WHOLE_MS)).toMatchObject({ failure: 'bridge-mute', result: null });
  greeting.reject(new WardkeyError('bridge-mute'));
  expect(await runAfter(1)).toMatchObject({ failure: 'bridge-mute', result: null });
  answer.resolve(FOUND);
  expect(await runAfter(1)).toMatchObject({ failure: null, result: FOUND });
  expect(calls).toBe(2);
});

test('one that stays mute is told as that, and so is one that then fails', async () => {
  const greeting = Promise.withResolvers<never>();
  first = [greeting.promise];
  checkUp.begin(ID, { wanted: 'key' });
  await runAfter(WHOLE_MS);
  greeting.reject(new WardkeyError('bridge-mute'));
  await runAfter(1);
  answer.reject(new WardkeyError('bridge-version'));
  expect(await runAfter(1)).toMatchObject({ failure: 'bridge-version', result: null });
  expect(calls).toBe(2);
});

test('nobody is asked once more for a run that was stopped', async () => {
  const greeting = Promise.withResolvers<never>();
  first = [greeting.promise];
  checkUp.begin(ID, { wanted: 'key' });
  await runAfter(WHOLE_MS);
  checkUp.cancel(ID);
  greeting.reject(new WardkeyError('bridge-mute'));
  expect(await runAfter(1)).toBeNull();
  expect(calls).toBe(1);
});
