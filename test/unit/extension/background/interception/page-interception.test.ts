import { expect, test, vi } from 'vitest';
import type { InterceptionPort } from '../../../../../extension/background/interception/intercepted-page.ts';
import {
  PageInterception,
  type PageInterceptionParts,
} from '../../../../../extension/background/interception/page-interception.ts';
import type { RequestKey } from '../../../../../extension/background/sign-in/interceptor.ts';
import type { PageRequest } from '../../../../../extension/background/sign-in/page-request.ts';

const ENTRA = 'https://login.microsoft.com';
const TAB = 7;
const HOSTS = ['login.microsoft.com'];

/** The port of a page, with what it was told. */
class PagePort implements InterceptionPort {
  readonly told: unknown[] = [];
  say: (message: unknown) => void = () => undefined;
  leave: () => void = () => undefined;
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => {
      this.say = listener;
    },
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => {
      this.leave = listener;
    },
  };
  postMessage(message: unknown): void {
    this.told.push(message);
  }
  disconnect(): void {
    this.leave();
  }
}

function interception(over: Partial<Pick<PageInterceptionParts, 'putOn'>> = {}) {
  const asked: { key: RequestKey; read: () => PageRequest }[] = [];
  const parts = {
    chosenTab: () => TAB,
    hosts: () => HOSTS,
    putOn: vi.fn(over.putOn ?? (async () => undefined)),
    takeOff: vi.fn(async () => undefined),
    onRequest: (key: RequestKey, read: () => PageRequest) => asked.push({ key, read }),
    onCancel: vi.fn(),
  };
  return { interception: new PageInterception(parts), parts, asked };
}

const request = (options: unknown = { challenge: 'AAAA' }) => ({
  type: 'request',
  id: 1,
  kind: 'get',
  options,
});

async function withPage(tabId = TAB) {
  const world = interception();
  const port = new PagePort();
  await world.interception.attach();
  await world.interception.onPort(port, { origin: ENTRA, tabId });
  return { ...world, port };
}

/** Lets all that waits for nothing but its turn go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the script goes to the chosen tab, and from then on to the pages of the list', async () => {
  const { interception: it, parts } = interception();
  await it.attach();
  expect(parts.putOn.mock.calls).toEqual([[TAB, HOSTS]]);
  await it.detach();
  expect(parts.takeOff).toHaveBeenCalledOnce();
});

test('where the script cannot go, nothing is attached', async () => {
  const putOn = async () => {
    throw new Error('Missing host permission for the tab');
  };
  const { interception: it, parts } = interception({ putOn });
  await expect(it.attach()).rejects.toMatchObject({ code: 'page-gone' });
  expect(parts.takeOff).toHaveBeenCalledOnce();
  const port = new PagePort();
  await it.onPort(port, { origin: ENTRA, tabId: TAB });
  expect(port.told).toEqual([{ type: 'let-go' }]);
});

test('a page’s request is taken, and has the origin that the browser told', async () => {
  const { port, asked, interception: it } = await withPage();
  const forged = {
    challenge: 'AAAA',
    origin: 'https://evil.example',
    sameOriginWithAncestors: false,
    extensions: { remoteDesktopClientOverride: { origin: 'https://evil.example' } },
  };
  port.say(request(forged));
  await settled();
  expect(port.told).toEqual([{ type: 'taken', id: 1 }]);
  expect(asked[0]?.read()).toMatchObject({
    kind: 'get',
    origin: ENTRA,
    sameOriginWithAncestors: true,
  });
  const key = { kind: 'get', requestId: asked[0]?.key.requestId ?? 0 } as const;
  await it.succeed(key, { id: 'AAAA' });
  await it.fail(key, 'NotAllowedError');
  expect(port.told.slice(1)).toEqual([{ type: 'credential', credential: { id: 'AAAA' }, id: 1 }]);
});

test('options that are none are refused where they are read', async () => {
  const { port, asked } = await withPage();
  port.say(request('no options'));
  await settled();
  expect(() => asked[0]?.read()).toThrow(expect.objectContaining({ code: 'options-invalid' }));
});

test.each([
  ['no object', null],
  ['another kind', { ...request(), kind: 'store' }],
  ['a number that is none', { ...request(), id: 'x' }],
  ['more than a request', { ...request(), origin: ENTRA }],
])('nothing comes of %s', async (_name, message) => {
  const { port, asked } = await withPage();
  port.say(message);
  await settled();
  expect([port.told, asked]).toEqual([[], []]);
});

test('another tab keeps the browser’s own way', async () => {
  const { port, asked } = await withPage(TAB + 1);
  expect(port.told).toEqual([{ type: 'let-go' }]);
  port.say(request());
  await settled();
  expect(port.told.at(-1)).toEqual({ type: 'native', id: 1 });
  expect(asked).toEqual([]);
});

test('when the sign-in is over, the page gets its own functions back', async () => {
  const { port, asked, interception: it } = await withPage();
  await it.detach();
  expect(port.told).toEqual([{ type: 'let-go' }]);
  port.say(request());
  await settled();
  expect(port.told.at(-1)).toEqual({ type: 'native', id: 1 });
  expect(asked).toEqual([]);
});

test('a page that was there before the worker waits until it knows of the sign-in', async () => {
  const { interception: it, asked } = interception();
  const port = new PagePort();
  const known = it.onPort(port, { origin: ENTRA, tabId: TAB });
  port.say(request());
  await settled();
  expect(port.told).toEqual([]);
  await it.attach();
  await known;
  await settled();
  expect(port.told).toEqual([{ type: 'taken', id: 1 }]);
  expect(asked).toHaveLength(1);
});

test('what the page aborts, and what it leaves behind, is cancelled', async () => {
  const { port, asked, parts } = await withPage();
  port.say(request());
  await settled();
  const id = asked[0]?.key.requestId;
  port.say({ type: 'abort', id: 1 });
  expect(parts.onCancel.mock.calls).toEqual([[id, 'ceremony-aborted']]);
  port.leave();
  expect(parts.onCancel).toHaveBeenCalledOnce();

  port.say({ ...request(), id: 2 });
  await settled();
  port.leave();
  expect(parts.onCancel.mock.calls.at(-1)).toEqual([asked[1]?.key.requestId, 'page-gone']);
});
