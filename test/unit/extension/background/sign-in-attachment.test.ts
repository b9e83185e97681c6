import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ENTRA, TAB, World } from './sign-in-world.ts';

// How long the proxy stays attached.

const OUTSIDE = 'https://www.example.org/';
const UNATTENDED_MS = 180_000;

let world: World;

beforeEach(async () => {
  vi.useFakeTimers();
  world = new World();
  await world.signIn.choose(TAB);
  world.log.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

test('while the tab is elsewhere the proxy is the browser’s, and back on the list it is ours', async () => {
  await world.signIn.onCommitted(TAB, 0, OUTSIDE);
  expect(world.log).toEqual(['detach']);
  expect(world.signIn.current).toMatchObject({ stage: 'waiting-for-page' });
  await world.signIn.onCommitted(TAB, 0, `${OUTSIDE}further`);
  expect(world.log).toEqual(['detach']);
  await world.signIn.onCommitted(TAB, 0, 'https://login.microsoftonline.com/');
  await world.signIn.onCommitted(TAB, 0, `${ENTRA}/common/fido/get`);
  expect(world.log).toEqual(['detach', 'attach']);
  world.instant = true;
  await world.request(1);
  expect(world.log.slice(2)).toEqual(['webauthn.get', 'succeed 1', 'detach']);
});

test('frames, and other tabs, are no way out of the list', async () => {
  await world.signIn.onCommitted(TAB, 5, OUTSIDE);
  await world.signIn.onCommitted(TAB + 1, 0, OUTSIDE);
  expect(world.log).toEqual([]);
});

test('a sign-in whose tab stays elsewhere ends after its three minutes', async () => {
  await world.signIn.onCommitted(TAB, 0, OUTSIDE);
  await vi.advanceTimersByTimeAsync(UNATTENDED_MS);
  await world.signIn.onWake();
  expect(world.signIn.current).toBeNull();
});

test('another extension that took the proxy meanwhile is told, and the sign-in ends', async () => {
  await world.signIn.onCommitted(TAB, 0, OUTSIDE);
  world.attachFails = true;
  await world.signIn.onCommitted(TAB, 0, `${ENTRA}/`);
  expect(world.signIn.current).toBeNull();
  expect(world.signIn.notice).toMatchObject({ code: 'proxy-held' });
});

test('a worker that starts while the tab is elsewhere attaches only when it is back', async () => {
  const next = new World(world.stored);
  next.frames = [{ frameId: 0, url: OUTSIDE }];
  await next.signIn.onWake();
  expect(next.log).toEqual(['detach']);
  await next.signIn.onCommitted(TAB, 0, `${ENTRA}/`);
  expect(next.log).toEqual(['detach', 'attach']);
});

test('a ceremony ends three minutes after the choice, however long the page would wait', async () => {
  await vi.advanceTimersByTimeAsync(100_000);
  const asked = world.request(1, ENTRA, true, 600_000);
  await vi.advanceTimersByTimeAsync(79_000);
  await world.signIn.onWake();
  expect(world.log).toEqual(['webauthn.get', 'window']);
  await vi.advanceTimersByTimeAsync(1_000);
  await world.signIn.onWake();
  await asked;
  expect(world.log.slice(2)).toEqual(['ceremony.cancel', 'fail 1 NotAllowedError', 'detach']);
  expect(world.lastStage).toMatchObject({ type: 'failed', code: 'ceremony-timeout' });
});

test('or three minutes after the person last answered a step of it', async () => {
  const asked = world.request(1, ENTRA, true, 600_000);
  await vi.advanceTimersByTimeAsync(170_000);
  await world.signIn.answer({ type: 'account', step: 's', account: 0 });
  expect(world.wakesAt).toBe(Date.now() + UNATTENDED_MS);
  await vi.advanceTimersByTimeAsync(UNATTENDED_MS - 1_000);
  await world.signIn.onWake();
  expect(world.signIn.current).toMatchObject({ stage: 'ceremony' });
  await vi.advanceTimersByTimeAsync(1_000);
  await world.signIn.onWake();
  await asked;
  expect(world.signIn.current).toBeNull();
});

test('a page that asks as soon as it can is cancelled when the choice then cannot be kept', async () => {
  await world.signIn.leave();
  world.log.length = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  world.attaching = promise;
  world.tabGoesAtAttach = true;
  const chosen = world.signIn.choose(TAB);
  await vi.advanceTimersByTimeAsync(0);
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(world.log.slice(-2)).toEqual(['attach', 'webauthn.get']);
  resolve();
  await expect(chosen).rejects.toMatchObject({ code: 'page-gone' });
  await asked;
  expect(world.log.slice(-3)).toEqual(['ceremony.cancel', 'fail 1 NotAllowedError', 'detach']);
  expect(world.signIn.current).toBeNull();
  expect(world.lastStage).toMatchObject({ type: 'failed', code: 'page-gone' });
});

test('who leaves while the choice is still being made is left alone', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.looking = promise;
  const chosen = world.signIn.choose(TAB);
  await vi.advanceTimersByTimeAsync(0);
  await world.signIn.leave();
  resolve();
  await expect(chosen).rejects.toMatchObject({ code: 'ceremony-cancelled' });
  expect(world.signIn.current).toBeNull();
  expect(world.isListening).toBe(false);
  expect(world.log).not.toContain('attach');
  await world.signIn.choose(TAB);
  expect(world.log.at(-1)).toBe('attach');
});

test('and while the browser is attaching', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.attaching = promise;
  const chosen = world.signIn.choose(TAB);
  await vi.advanceTimersByTimeAsync(0);
  const left = world.signIn.leave();
  resolve();
  await left;
  await expect(chosen).rejects.toMatchObject({ code: 'ceremony-cancelled' });
  expect(world.signIn.current).toBeNull();
  expect(world.log.at(-1)).toBe('detach');
});
