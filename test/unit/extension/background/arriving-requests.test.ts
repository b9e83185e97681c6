import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ENTRA, TAB, World } from './sign-in-world.ts';

// What happens while the browser is asked whether a request may come in.

let world: World;
let answer: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  world = new World();
  await world.signIn.choose(TAB);
  world.log.length = 0;
  ({ promise: world.looking, resolve: answer } = Promise.withResolvers<void>());
});
afterEach(() => {
  vi.useRealTimers();
});

test('a page elsewhere that asks all the time does not hold up the chosen one', async () => {
  const foreign = world.request(1, 'https://www.example.org');
  await vi.advanceTimersByTimeAsync(0);
  world.instant = true;
  await world.request(2);
  expect(world.log).toEqual(['webauthn.get', 'succeed 2', 'detach']);
  answer();
  await foreign;
  expect(world.log.at(-1)).toBe('fail 1 NotAllowedError');
});

test('a request that is aborted meanwhile reaches no bridge, and the sign-in stays open', async () => {
  world.isFocused = false;
  world.signIn.onOurPageGone();
  const asked = world.request(1, 'https://www.example.org');
  await world.signIn.onRequestCanceled(1, 'ceremony-aborted');
  await asked;
  expect(world.log).toEqual(['fail 1 AbortError']);
  expect(world.signIn.notice).toBeNull();
  expect(world.signIn.current).toMatchObject({ stage: 'waiting-for-page' });
});

test('a page that moves on meanwhile starts nothing at the bridge', async () => {
  world.frames = [...world.frames, { frameId: 5, url: `${ENTRA}/frame` }];
  const asked = world.request(1, ENTRA, false);
  await world.signIn.onCommitted(TAB, 0, `${ENTRA}/next`);
  answer();
  await asked;
  expect(world.log).toEqual(['fail 1 NotAllowedError']);
});

test('a person who leaves meanwhile has left', async () => {
  world.frames = [...world.frames, { frameId: 5, url: `${ENTRA}/frame` }];
  const asked = world.request(1, ENTRA, false);
  await world.signIn.leave();
  answer();
  await asked;
  expect(world.log).toEqual(['detach', 'fail 1 NotAllowedError']);
  expect(world.signIn.current).toBeNull();
});

test('an abort that comes while the worker still starts ends its request', async () => {
  const next = new World(world.stored);
  const asked = next.request(1);
  next.signIn.onRequestCanceled(1, 'ceremony-aborted');
  await asked;
  expect(next.log).toEqual([
    'attach',
    'webauthn.get',
    'ceremony.cancel',
    'fail 1 AbortError',
    'detach',
  ]);
});

test('a tab that goes while the bridge starts is not waited for', async () => {
  answer();
  world.tabGoesAtAttach = true;
  await expect(world.signIn.choose(TAB)).rejects.toMatchObject({ code: 'page-gone' });
  expect(world.signIn.current).toBeNull();
  expect(world.log.at(-1)).toBe('detach');
});
