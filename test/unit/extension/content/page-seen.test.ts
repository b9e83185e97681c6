import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// What stands in each page of the catalogue: it says that the page is there, so that it is looked at.

const HERE = { kind: 'page.here' };
/** A background that did not do it is asked again by then, in milliseconds. */
const AGAIN_BY_MS = 5_000;

/** What comes of each message, in turn; after those, the background does what it is asked. */
let replies: (() => unknown)[];
let said: unknown[];
let onShow: ((event: { readonly persisted: boolean }) => void)[];
let page: Record<string, unknown>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  replies = [];
  said = [];
  onShow = [];
  page = {};
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', {});
  vi.stubGlobal('requestIdleCallback', (call: () => void) => queueMicrotask(call));
  vi.stubGlobal('addEventListener', (name: string, listener: (typeof onShow)[number]) => {
    if (name === 'pageshow') onShow.push(listener);
  });
  const sendMessage = (message: unknown): unknown => {
    said.push(message);
    const reply = replies.shift();
    return reply === undefined ? Promise.resolve({ ok: true }) : reply();
  };
  vi.stubGlobal('chrome', { runtime: { sendMessage } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function load(): Promise<void> {
  await import('../../../../extension/content/page-seen.iife.ts');
  await vi.advanceTimersByTimeAsync(0);
}

async function show(persisted: boolean): Promise<void> {
  for (const listener of onShow) listener({ persisted });
  await vi.advanceTimersByTimeAsync(0);
}

test('a page says once that it is there', async () => {
  await load();
  await vi.advanceTimersByTimeAsync(AGAIN_BY_MS);
  await show(false);
  expect(said).toEqual([HERE]);
});

test.each([
  ['gives no answer', () => Promise.resolve(undefined)],
  ['ends before its answer', () => Promise.reject(new Error('The port closed'))],
  ['could not send the scripts', () => Promise.resolve({ ok: false, code: 'internal' })],
])('it says so once more where the background %s', async (_, reply) => {
  replies = [reply, reply];
  await load();
  expect(said).toEqual([HERE]);
  await vi.advanceTimersByTimeAsync(AGAIN_BY_MS);
  expect(said).toEqual([HERE, HERE]);
  await vi.advanceTimersByTimeAsync(10 * AGAIN_BY_MS);
  expect(said).toHaveLength(2);
});

test('an extension that is gone is no error of the page', async () => {
  const rejected = vi.fn();
  process.on('unhandledRejection', rejected);
  const gone = () => {
    throw new TypeError('The extension is gone');
  };
  replies = [gone, gone];
  await load();
  await vi.advanceTimersByTimeAsync(AGAIN_BY_MS);
  vi.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', rejected);
  expect(said).toHaveLength(2);
  expect(rejected).not.toHaveBeenCalled();
});

test('a page that comes back from the browser’s cache without what looks at it says so anew', async () => {
  await load();
  await show(true);
  expect(said).toEqual([HERE, HERE]);
});

test('with it, it tells by itself', async () => {
  await load();
  page['wardkeyLookAgain'] = () => {};
  await show(true);
  expect(said).toEqual([HERE]);
});

test('a page that is loaded ahead says so once it is shown', async () => {
  let activate = (): void => {};
  const addEventListener = (_: string, listener: () => void): void => {
    activate = listener;
  };
  vi.stubGlobal('document', { prerendering: true, addEventListener });
  await load();
  expect(said).toEqual([]);
  activate();
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([HERE]);
});
