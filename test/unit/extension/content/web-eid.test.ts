import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureOf } from '../../../../shared/web-eid/failure.ts';
import type { FromWebEidPage, ToWebEidPage } from '../../../../shared/web-eid/protocol.ts';

const OPTIONS = { lang: 'cy', userInteractionTimeout: 5_000 };
const REQUEST = {
  action: 'web-eid:authenticate',
  challengeNonce: 'A'.repeat(44),
  options: OPTIONS,
};
const ACK = { action: 'web-eid:authenticate-ack' };
const ANSWER = { action: 'web-eid:authenticate-success', format: 'web-eid:1.0' } as const;
/** What a library waits for the acknowledgement, in milliseconds. */
const LIBRARY_MS = 1_000;

/** The background's end of a port. */
class Port {
  readonly said: FromWebEidPage[] = [];
  readonly #onMessage: ((message: ToWebEidPage) => void)[] = [];
  readonly #onDisconnect: (() => void)[] = [];
  readonly onMessage = { addListener: this.#onMessage.push.bind(this.#onMessage) };
  readonly onDisconnect = { addListener: this.#onDisconnect.push.bind(this.#onDisconnect) };

  postMessage(message: FromWebEidPage): void {
    this.said.push(message);
  }

  say(message: ToWebEidPage): void {
    for (const listener of this.#onMessage) listener(message);
  }

  close(): void {
    for (const listener of this.#onDisconnect) listener();
  }
}

let posted: unknown[];
let ports: Port[];
let tell: (data: unknown) => void;

beforeEach(async () => {
  posted = [];
  ports = [];
  const listeners: ((event: object) => void)[] = [];
  const page = {
    location: { origin: 'https://portal.nhs.net' },
    addEventListener: (_: string, listener: (event: object) => void) => listeners.push(listener),
    // A page hears its own messages, and so does a content script in it.
    postMessage: (data: unknown) => {
      posted.push(data);
      for (const listener of listeners) listener({ source: page, data });
    },
  };
  tell = (data) => page.postMessage(data);
  vi.stubGlobal('window', page);
  vi.stubGlobal('chrome', {
    runtime: {
      connect: () => {
        const port = new Port();
        ports.push(port);
        return port;
      },
    },
  });
  vi.resetModules();
  await import('../../../../extension/content/web-eid.iife.ts');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page asks. @returns the background's end of the port, once it was asked too */
async function ask(): Promise<Port> {
  tell(REQUEST);
  while (ports.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const [port] = ports;
  if (port === undefined) throw new Error('no port');
  return port;
}

test('a request is acknowledged as soon as the background takes it, once', async () => {
  const port = await ask();
  expect(port.said).toEqual([{ type: 'request', request: REQUEST, otherAnswers: false }]);
  expect(posted).toEqual([REQUEST]);
  port.say({ type: 'taken' });
  expect(posted).toEqual([REQUEST, ACK]);
  await vi.advanceTimersByTimeAsync(LIBRARY_MS);
  port.say({ type: 'answer', answer: ANSWER });
  port.close();
  expect(posted).toEqual([REQUEST, ACK, ANSWER]);
});

test('a worker that is slow to start does not make the page give up', async () => {
  const port = await ask();
  await vi.advanceTimersByTimeAsync(LIBRARY_MS - 1);
  expect(posted).toEqual([REQUEST, ACK]);
  port.say({ type: 'taken' });
  port.say({ type: 'answer', answer: ANSWER });
  expect(posted).toEqual([REQUEST, ACK, ANSWER]);
});

test('a request that the background does not want stays without a word', async () => {
  const port = await ask();
  port.close();
  await vi.advanceTimersByTimeAsync(LIBRARY_MS);
  expect(posted).toEqual([REQUEST]);
});

test('what somebody else acknowledges is theirs, however long the worker takes', async () => {
  const port = await ask();
  tell(ACK);
  expect(port.said.at(-1)).toEqual({ type: 'other-answers' });
  await vi.advanceTimersByTimeAsync(LIBRARY_MS);
  port.close();
  expect(posted).toEqual([REQUEST, ACK]);
});

test('a page whose request was taken hears of it when the background goes', async () => {
  const port = await ask();
  port.say({ type: 'taken' });
  port.close();
  const failure = failureOf('web-eid:authenticate', 'ERR_WEBEID_NATIVE_UNAVAILABLE');
  expect(posted).toEqual([REQUEST, ACK, failure]);
});

test('but not where it was withdrawn because somebody else answers', async () => {
  const port = await ask();
  port.say({ type: 'taken' });
  tell(ACK);
  port.close();
  expect(posted).toEqual([REQUEST, ACK, ACK]);
});
