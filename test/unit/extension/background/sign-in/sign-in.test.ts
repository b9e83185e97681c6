import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import { ENTRA, TAB, World } from '../sign-in-world.ts';

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

test('the page is answered first, then the proxy is detached, and no window was opened', async () => {
  expect(world.isListening).toBe(true);
  world.instant = true;
  await world.request(1);
  expect(world.isListening).toBe(false);
  expect(world.log).toEqual(['webauthn.get', 'succeed 1', 'detach']);
  expect(world.signIn.current).toBeNull();
});

test('after a failure, too; and the page’s own repeat opens no second window', async () => {
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  world.refuse('no-credential');
  await asked;
  expect(world.log).toEqual(['webauthn.get', 'fail 1 NotAllowedError', 'window', 'detach']);
  expect(world.lastStage).toMatchObject({ type: 'failed', code: 'no-credential' });
  await world.request(2);
  expect(world.log.slice(4)).toEqual(['fail 2 NotAllowedError']);
  expect(world.signIn.notice).toBeNull();
});

test('the proxy is detached before the page can answer its failure with a repeat', async () => {
  world.failing = new Promise(() => undefined);
  world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  world.refuse('no-credential');
  await vi.advanceTimersByTimeAsync(0);
  expect(world.log).toEqual(['webauthn.get', 'fail 1 NotAllowedError', 'window', 'detach']);
});

test('and before it can follow its credential with another request', async () => {
  world.succeeding = new Promise(() => undefined);
  world.instant = true;
  world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(world.log).toEqual(['webauthn.get', 'succeed 1', 'detach']);
});

test('a credential that the browser does not take is told to the person', async () => {
  world.succeeding = Promise.reject(new WardkeyError('bridge-garbled'));
  world.instant = true;
  await world.request(1);
  expect(world.lastStage).toMatchObject({ type: 'failed', code: 'bridge-garbled' });
  expect(world.signIn.current).toBeNull();
});

test('the tab of an open sign-in is shown, and the window of its ceremony on top', async () => {
  await world.signIn.show();
  expect(world.log).toEqual([`show ${TAB}`]);
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(400);
  await world.signIn.show();
  expect(world.log.slice(-2)).toEqual([`show ${TAB}`, 'focus 9']);
  world.finish();
  await asked;
  await expect(world.signIn.show()).rejects.toMatchObject({ code: 'ceremony-unknown' });
});

test('a second request while one runs is refused, and the first goes on', async () => {
  const first = world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  await world.request(2);
  expect(world.log).toEqual(['webauthn.get', 'fail 2 NotAllowedError']);
  world.finish();
  await first;
  expect(world.log).toContain('succeed 1');
});

test('a choice while a ceremony runs is refused', async () => {
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  await expect(world.signIn.choose(8)).rejects.toMatchObject({ code: 'ceremony-busy' });
  world.finish();
  await asked;
});

test('a request while a smartcard is at work is refused, and its window left alone', async () => {
  world.isCardAtWork = true;
  await world.request(1);
  expect(world.log).toEqual(['fail 1 NotAllowedError']);
  expect(world.views).toEqual([]);
  await expect(world.signIn.choose(8)).rejects.toMatchObject({ code: 'ceremony-busy' });
  world.isCardAtWork = false;
  world.instant = true;
  await world.request(2);
  expect(world.log).toContain('succeed 2');
});

test('one that a smartcard came before while the browser was asked is refused too', async () => {
  world.isFocused = false;
  await world.signIn.onOurPageGone();
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(500);
  world.isCardAtWork = true;
  world.isFocused = true;
  await vi.advanceTimersByTimeAsync(50);
  await asked;
  expect(world.log).toEqual(['fail 1 NotAllowedError']);
});

test('a window that became a smartcard’s while a sign-in was chosen stays open', async () => {
  const starting = Promise.withResolvers<void>();
  world.attaching = starting.promise;
  const choosing = world.signIn.choose(TAB);
  await vi.advanceTimersByTimeAsync(0);
  world.isCardAtWork = true;
  starting.resolve();
  await choosing;
  expect(world.log).not.toContain('window closed');
});

test('an answer that takes longer than 400 ms opens the window', async () => {
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(399);
  expect(world.log).not.toContain('window');
  await vi.advanceTimersByTimeAsync(1);
  expect(world.log).toContain('window');
  world.finish();
  await asked;
  expect(world.lastStage).toEqual({ type: 'done' });
  await vi.advanceTimersByTimeAsync(1_200);
  expect(world.log.slice(-2)).toEqual(['window closed', 'focus 1']);
});

test('a request that comes before the focus is back from the popup waits for it, for 1 s', async () => {
  world.isFocused = false;
  await world.signIn.onOurPageGone();
  world.instant = true;
  const early = world.request(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(world.log).toEqual([]);
  world.isFocused = true;
  await vi.advanceTimersByTimeAsync(50);
  await early;
  expect(world.log).toEqual(['webauthn.get', 'succeed 1', 'detach']);
});

test('a request without the focus is refused after 1 s', async () => {
  world.isFocused = false;
  await world.signIn.onOurPageGone();
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(1_000);
  await asked;
  expect(world.log).toEqual(['fail 1 NotAllowedError', 'window aside']);
  expect(world.signIn.notice).toMatchObject({ code: 'sign-in-tab-hidden' });
});

test('a refused request is told in the window once, without the name of who asked', async () => {
  await world.request(1, 'https://www.example.org');
  expect(world.log).toEqual(['fail 1 NotAllowedError', 'window aside']);
  expect(world.views.at(-1)).toMatchObject({
    tabId: TAB,
    host: 'login.microsoft.com',
    stage: { type: 'failed', code: 'sign-in-other-origin' },
  });
  await world.request(2, 'https://www.example.org');
  expect(world.log.slice(2)).toEqual(['fail 2 NotAllowedError']);
});

test('a refused request does not cover the ceremony that runs', async () => {
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(400);
  await world.request(2, 'https://www.example.org');
  expect(world.lastStage).toEqual({ type: 'connecting' });
  world.finish();
  await asked;
});

test('the sign-in of a frame needs such a frame in the tab', async () => {
  world.frames = [{ frameId: 0, url: 'https://portal.nhs.net/' }];
  await world.request(1, ENTRA, false);
  expect(world.log).toEqual(['fail 1 NotAllowedError', 'window aside']);
  expect(world.signIn.notice).toMatchObject({ code: 'sign-in-other-origin' });
  world.frames = [...world.frames, { frameId: 5, url: `${ENTRA}/frame` }];
  world.instant = true;
  await world.request(2, ENTRA, false);
  expect(world.log).toContain('succeed 2');
});

test('a frame that goes takes its ceremony with it', async () => {
  world.frames = [
    { frameId: 0, url: 'https://portal.nhs.net/' },
    { frameId: 5, url: `${ENTRA}/frame` },
  ];
  const asked = world.request(1, ENTRA, false);
  await vi.advanceTimersByTimeAsync(0);
  world.frames = [world.frames[0] ?? { frameId: 0, url: '' }];
  await world.signIn.onCommitted(TAB, 5, 'about:blank');
  await asked;
  expect(world.log).toEqual([
    'webauthn.get',
    'ceremony.cancel',
    'fail 1 NotAllowedError',
    'detach',
  ]);
});

test('a tab that goes while the browser is asked about it starts nothing at the bridge', async () => {
  world.frames = [
    { frameId: 0, url: 'https://portal.nhs.net/' },
    { frameId: 5, url: `${ENTRA}/frame` },
  ];
  const asked = world.request(1, ENTRA, false);
  await world.signIn.onTabRemoved(TAB);
  await asked;
  expect(world.log).toEqual(['detach', 'fail 1 NotAllowedError']);
});

test('a sign-in that waited three minutes ends', async () => {
  await vi.advanceTimersByTimeAsync(179_000);
  await world.signIn.onWake();
  expect(world.signIn.current).toEqual({
    tabId: TAB,
    origin: ENTRA,
    stage: 'waiting-for-page',
  });
  await vi.advanceTimersByTimeAsync(1_000);
  await world.signIn.onWake();
  expect(world.signIn.current).toBeNull();
  expect(world.log).toEqual(['detach']);
});

test('a page that aborts gets no window', async () => {
  const asked = world.request(1);
  await vi.advanceTimersByTimeAsync(0);
  world.signIn.onRequestCanceled(99, 'ceremony-aborted');
  world.signIn.onRequestCanceled(1, 'ceremony-aborted');
  await asked;
  expect(world.log).toEqual(['webauthn.get', 'ceremony.cancel', 'fail 1 AbortError', 'detach']);
});

test('another extension at the proxy is told, and nothing stays open', async () => {
  world.attachFails = true;
  await expect(world.signIn.choose(TAB)).rejects.toMatchObject({ code: 'proxy-held' });
  expect(world.signIn.current).toBeNull();
});

test('a choice that fails leaves no sign-in of another tab behind', async () => {
  world.frames = [{ frameId: 0, url: 'https://www.example.org/' }];
  await expect(world.signIn.choose(8)).rejects.toMatchObject({ code: 'origin-not-allowed' });
  expect(world.signIn.current).toBeNull();
  expect(world.isListening).toBe(false);
  expect(world.log).not.toContain('attach');
});

test('of two choices at once the later one holds', async () => {
  await Promise.all([world.signIn.choose(8), world.signIn.choose(9)]);
  expect(world.signIn.current).toMatchObject({ tabId: 9, stage: 'waiting-for-page' });
  expect(world.log).toEqual(['detach', 'attach', 'detach', 'attach']);
});

test('a page that is not on the list cannot be chosen', async () => {
  world.frames = [{ frameId: 0, url: 'https://www.example.org/' }];
  await expect(world.signIn.choose(8)).rejects.toMatchObject({ code: 'origin-not-allowed' });
  world.tabIsThere = false;
  await expect(world.signIn.choose(9)).rejects.toMatchObject({ code: 'page-gone' });
});
