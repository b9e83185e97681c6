import { beforeEach, expect, test } from 'vitest';
import { SignInWindow } from '../../../../../extension/background/sign-in/sign-in-window.ts';

const TAB_WINDOW = 1;
const VIEW = {
  tabId: 7,
  kind: 'get',
  host: 'login.microsoft.com',
  language: 'en',
  stage: { type: 'connecting' },
} as const;

let log: string[];
/** The windows that the browser has open. */
let there: Set<number>;
let opened: PromiseWithResolvers<number>;
let window: SignInWindow;

beforeEach(() => {
  log = [];
  there = new Set();
  opened = Promise.withResolvers();
  window = new SignInWindow(
    {
      open: (_near, { focused }) => {
        log.push(focused ? 'open' : 'open aside');
        return opened.promise;
      },
      close: async (windowId) => {
        log.push(`close ${windowId}`);
      },
      focus: async (windowId) => {
        log.push(`focus ${windowId}`);
      },
      isOpen: async (windowId) => there.has(windowId),
    },
    {
      onWindow: () => log.push(`window ${window.id}`),
      onClosedByPerson: () => log.push('closed by the person'),
    },
  );
  window.show(VIEW);
});

test('it opens once', async () => {
  const first = window.open(TAB_WINDOW);
  await window.open(TAB_WINDOW);
  there.add(9);
  opened.resolve(9);
  await first;
  await window.open(TAB_WINDOW);
  expect(log).toEqual(['open', 'window 9']);
});

test('a person who closes it before its id is known has closed it', async () => {
  const opening = window.open(TAB_WINDOW);
  window.onWindowRemoved(9);
  opened.resolve(9);
  await opening;
  expect(window.id).toBeNull();
  expect(log).toEqual(['open', 'window 9', 'window null', 'closed by the person']);
  // The next one opens.
  opened = Promise.withResolvers();
  there.add(10);
  opened.resolve(10);
  await window.open(TAB_WINDOW);
  expect(window.id).toBe(10);
});

test('one that is not wanted any more when it comes is closed', async () => {
  const opening = window.open(TAB_WINDOW);
  await window.close(TAB_WINDOW);
  there.add(9);
  opened.resolve(9);
  await opening;
  expect(window.id).toBeNull();
  expect(log).toEqual(['open', 'close 9']);
});

test('where the browser allows no window, the next try opens one', async () => {
  opened.reject(new Error('no window'));
  await window.open(TAB_WINDOW);
  expect(window.id).toBeNull();
  opened = Promise.withResolvers();
  there.add(9);
  opened.resolve(9);
  await window.open(TAB_WINDOW);
  expect(window.id).toBe(9);
});

test('one that opened without the focus gets it once it is wanted, and only once', async () => {
  there.add(9);
  opened.resolve(9);
  await window.open(TAB_WINDOW, { focused: false });
  await window.open(TAB_WINDOW, { focused: false });
  expect(log).toEqual(['open aside', 'window 9']);
  await window.open(TAB_WINDOW);
  await window.open(TAB_WINDOW);
  expect(log.slice(2)).toEqual(['focus 9']);
});

test('and also when it is wanted while the browser opens it', async () => {
  const aside = window.open(TAB_WINDOW, { focused: false });
  await window.open(TAB_WINDOW);
  there.add(9);
  opened.resolve(9);
  await aside;
  expect(log).toEqual(['open aside', 'window 9', 'focus 9']);
});

test('it tells of a failure while one is shown in it', async () => {
  const failed = { ...VIEW, stage: { type: 'failed', code: 'device-removed', facts: {} } } as const;
  window.show(failed);
  expect(window.isTellingFailure).toBe(false);
  there.add(9);
  opened.resolve(9);
  await window.open(TAB_WINDOW);
  expect(window.isTellingFailure).toBe(true);
  window.show(VIEW);
  expect(window.isTellingFailure).toBe(false);
  window.show(failed);
  await window.close(null);
  expect(window.isTellingFailure).toBe(false);
});
