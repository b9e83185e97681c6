import { expect, test } from 'vitest';
import type { StoredState } from '../../../../../extension/background/sign-in/sign-in-store.ts';
import { ENTRA, TAB, World } from '../sign-in-world.ts';

const LATER = Number.MAX_SAFE_INTEGER;

const stored = (
  signIn: StoredState['signIn'],
  windowId: number | null = null,
): Record<string, unknown> => ({ state: { signIn, windowId } satisfies StoredState });

const WAITING = { tabId: TAB, expiresAt: LATER, request: null };
const RUNNING = {
  tabId: TAB,
  expiresAt: LATER,
  request: { kind: 'get', requestId: 3, host: 'login.microsoft.com' },
} as const;

test.each([
  ['nothing was stored', {}, ['detach']],
  ['rubbish was stored', { state: { signIn: 'x' } }, ['detach']],
  ['it had run out', stored({ ...WAITING, expiresAt: 0 }), ['detach']],
  ['it waits for its page', stored(WAITING), ['attach']],
  ['a ceremony ran', stored(RUNNING), ['fail 3 NotAllowedError', 'window', 'detach']],
] as const)('a worker that starts: %s', async (_name, state, log) => {
  const next = new World({ ...state });
  await next.signIn.onWake();
  expect(next.log).toEqual(log);
});

test('a sign-in that waits outlives any number of workers, and its end is not forgotten', async () => {
  const second = new World(stored(WAITING, 9));
  second.wakesAt = LATER;
  await second.signIn.onWake();
  expect(second.wakesAt).toBe(LATER);
  const third = new World(second.stored);
  await third.signIn.onWake();
  expect(third.signIn.current).toEqual({ tabId: TAB, origin: ENTRA, stage: 'waiting-for-page' });
});

test('a page is not forgotten before it was told, should the second worker end too', async () => {
  const second = new World(stored(RUNNING, 9));
  second.failing = new Promise(() => undefined);
  second.signIn.onWake();
  await expect.poll(() => second.log).toEqual(['fail 3 NotAllowedError']);
  expect(second.stored).toEqual(stored(RUNNING, 9));
});

test('the window of an earlier worker shows what became of its ceremony', async () => {
  const next = new World(stored(RUNNING, 9));
  await next.signIn.onWake();
  expect(next.log).toEqual(['fail 3 NotAllowedError', 'detach']);
  expect(next.lastStage).toMatchObject({ type: 'failed', code: 'bridge-stopped' });
});

test('a window that was closed while no worker was there is not taken for an open one', async () => {
  const next = new World(stored(RUNNING, 9), { windowIsThere: false });
  await next.signIn.onWake();
  expect(next.log).toContain('window');
});
