import { beforeEach, expect, test } from 'vitest';
import { TabWatch } from '../../../../../extension/background/sign-in/tab-watch.ts';

const TAB = 7;
const WINDOW = 1;
const NONE = -1;

let place: { active: boolean; windowId: number };
let focused: number;
let frames: { frameId: number; url: string }[];
let watch: TabWatch;

beforeEach(async () => {
  place = { active: true, windowId: WINDOW };
  focused = WINDOW;
  frames = [
    { frameId: 0, url: 'https://portal.nhs.net/start?x#y' },
    { frameId: 3, url: 'https://login.microsoft.com/frame' },
    { frameId: 4, url: 'about:srcdoc' },
  ];
  watch = new TabWatch({
    tab: async () => place,
    isFocused: async (windowId) => windowId === focused,
    frames: async () => frames,
  });
  await watch.watch(TAB);
});

test('a shown tab in the focused window is in front', () => {
  expect(watch.standing).toEqual({
    inFront: true,
    awaitsFocus: false,
    topOrigin: 'https://portal.nhs.net',
  });
});

test('another tab, another window and no window take it from the front', () => {
  watch.onActivated(8, WINDOW);
  expect(watch.standing.inFront).toBe(false);
  watch.onActivated(TAB, WINDOW);
  expect(watch.standing.inFront).toBe(true);
  watch.onActivated(30, 2);
  expect(watch.standing.inFront).toBe(true);
  watch.onFocusChanged(2);
  expect(watch.standing.inFront).toBe(false);
  expect(watch.standing.awaitsFocus).toBe(false);
  watch.onFocusChanged(NONE);
  expect(watch.standing).toMatchObject({ inFront: false, awaitsFocus: true });
});

test('a tab that was moved is in front only once its new window shows it', () => {
  watch.onAttached(TAB, 2);
  watch.onFocusChanged(2);
  expect(watch.standing.inFront).toBe(false);
  watch.onActivated(TAB, 2);
  expect(watch.standing.inFront).toBe(true);
});

test('a new top page is known at once, pages of other tabs do not matter', () => {
  watch.onTopPage(8, 'https://evil.example/');
  expect(watch.standing.topOrigin).toBe('https://portal.nhs.net');
  watch.onTopPage(TAB, 'https://login.microsoftonline.com/');
  expect(watch.standing.topOrigin).toBe('https://login.microsoftonline.com');
  watch.onTopPage(TAB, 'about:blank');
  expect(watch.standing.topOrigin).toBeNull();
});

test('what happens while the browser is asked is not undone by its older answers', async () => {
  const page = watch.watch(TAB);
  watch.onTopPage(TAB, 'https://www.example.org/');
  frames = [{ frameId: 0, url: 'https://www.example.org/' }];
  await page;
  expect(watch.standing.topOrigin).toBe('https://www.example.org');
  const shown = watch.watch(TAB);
  watch.onActivated(8, WINDOW);
  place = { active: false, windowId: WINDOW };
  await shown;
  expect(watch.standing.inFront).toBe(false);
});

test('a browser in which something happens all the time is not asked forever', async () => {
  let asked = 0;
  const busy: TabWatch = new TabWatch({
    tab: async () => place,
    isFocused: async () => true,
    frames: async () => {
      asked += 1;
      busy.onFocusChanged(NONE);
      return frames;
    },
  });
  await busy.watch(TAB);
  expect(asked).toBe(5);
  expect(busy.standing.inFront).toBe(false);
});

test('asked afresh it learns what no event told', async () => {
  watch.onFocusChanged(NONE);
  await watch.watch(TAB);
  expect(watch.standing.inFront).toBe(true);
  focused = 2;
  await watch.watch(TAB);
  expect(watch.standing.inFront).toBe(false);
  place = { active: true, windowId: 2 };
  await watch.watch(TAB);
  expect(watch.standing.inFront).toBe(true);
});

test('a frame counts by its own origin', async () => {
  expect(await watch.hasFrameOf('https://login.microsoft.com')).toBe(true);
  expect(await watch.hasFrameOf('https://login.microsoftonline.com')).toBe(false);
  watch.stop();
  expect(await watch.hasFrameOf('https://login.microsoft.com')).toBe(false);
  expect(watch.standing).toEqual({ inFront: false, awaitsFocus: false, topOrigin: null });
});
