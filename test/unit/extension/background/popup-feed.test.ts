import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PopupFeed } from '../../../../extension/background/popup-feed.ts';

const FIRST_VIEW_MS = 300;

let news: string;
let feed: PopupFeed<string>;
const port = { postMessage: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  port.postMessage.mockClear();
  news = 'nothing yet';
  feed = new PopupFeed(async () => news);
});
afterEach(() => {
  vi.useRealTimers();
});

/** All that was shown, once what is under way has come. */
async function shown(afterMs = 0): Promise<readonly unknown[]> {
  await vi.advanceTimersByTimeAsync(afterMs);
  return port.postMessage.mock.calls.flat();
}

test('a page that waits for nothing is shown a view at once', async () => {
  feed.onPort(port);
  expect(await shown()).toEqual(['nothing yet']);
});

test('nothing is drawn before it is known, and then once, with what is known', async () => {
  const known = Promise.withResolvers<void>();
  feed.onPort(port, known.promise);
  expect(feed.isOpen).toBe(true);
  await feed.publish();
  expect(await shown(FIRST_VIEW_MS - 1)).toEqual([]);
  news = 'known';
  known.resolve();
  expect(await shown()).toEqual(['known']);
  expect(vi.getTimerCount()).toBe(0);
});

test('what takes its time is told later', async () => {
  const known = Promise.withResolvers<void>();
  feed.onPort(port, known.promise);
  expect(await shown(FIRST_VIEW_MS)).toEqual(['nothing yet']);
  news = 'known';
  known.resolve();
  await feed.publish();
  expect(await shown()).toEqual(['nothing yet', 'known']);
});

test('a look that fails holds nothing up', async () => {
  feed.onPort(port, Promise.reject(new Error('the tab is gone')));
  expect(await shown()).toEqual(['nothing yet']);
});

test('a page that was closed meanwhile is shown nothing, and others wait for none', async () => {
  const other = { postMessage: vi.fn() };
  feed.onPort(port, new Promise(() => undefined));
  feed.onPort(other);
  expect(await shown()).toEqual([]);
  expect(other.postMessage).toHaveBeenCalledExactlyOnceWith('nothing yet');
  feed.onPortGone(port);
  expect(await shown(FIRST_VIEW_MS)).toEqual([]);
  expect(other.postMessage).toHaveBeenCalledTimes(1);
});
