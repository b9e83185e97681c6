import { expect, test, vi } from 'vitest';
import {
  type ProxyApi,
  WebAuthenticationProxy,
} from '../../../../../extension/background/sign-in/web-authentication-proxy.ts';

/** An event of the browser that a test raises. */
class FakeEvent<T> {
  readonly #listeners: ((value: T) => void)[] = [];

  addListener(listener: (value: T) => void): void {
    this.#listeners.push(listener);
  }

  get count(): number {
    return this.#listeners.length;
  }

  raise(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}

/** The browser's API, as far as it is used. */
function fakeApi() {
  return {
    attach: vi.fn<ProxyApi['attach']>(async () => undefined),
    detach: vi.fn<ProxyApi['detach']>(async () => undefined),
    completeCreateRequest: vi.fn<ProxyApi['completeCreateRequest']>(async () => undefined),
    completeGetRequest: vi.fn<ProxyApi['completeGetRequest']>(async () => undefined),
    completeIsUvpaaRequest: vi.fn<ProxyApi['completeIsUvpaaRequest']>(async () => undefined),
    onCreateRequest: new FakeEvent<{ requestId: number; requestDetailsJson: string }>(),
    onGetRequest: new FakeEvent<{ requestId: number; requestDetailsJson: string }>(),
    onIsUvpaaRequest: new FakeEvent<{ requestId: number }>(),
    onRequestCanceled: new FakeEvent<number>(),
  };
}

test('all four listeners are there before anything is attached', () => {
  const api = fakeApi();
  new WebAuthenticationProxy(api, { onRequest: vi.fn(), onCancel: vi.fn() });
  const events = [
    api.onCreateRequest,
    api.onGetRequest,
    api.onIsUvpaaRequest,
    api.onRequestCanceled,
  ];
  expect(events.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  expect(api.attach).not.toHaveBeenCalled();
});

test('isUvpaa is answered at once, whoever asks', () => {
  const api = fakeApi();
  new WebAuthenticationProxy(api, { onRequest: vi.fn(), onCancel: vi.fn() });
  api.onIsUvpaaRequest.raise({ requestId: 4 });
  expect(api.completeIsUvpaaRequest).toHaveBeenCalledWith({ requestId: 4, isUvpaa: false });
});

test('requests and cancels are handed on', () => {
  const api = fakeApi();
  const onRequest = vi.fn();
  const onCancel = vi.fn();
  new WebAuthenticationProxy(api, { onRequest, onCancel });
  api.onCreateRequest.raise({ requestId: 1, requestDetailsJson: '{"a":1}' });
  api.onGetRequest.raise({ requestId: 2, requestDetailsJson: '{}' });
  api.onRequestCanceled.raise(2);
  expect(onRequest.mock.calls).toEqual([
    [{ kind: 'create', requestId: 1 }, '{"a":1}'],
    [{ kind: 'get', requestId: 2 }, '{}'],
  ]);
  expect(onCancel).toHaveBeenCalledWith(2);
});

test('another extension that is attached holds the proxy', async () => {
  const api = fakeApi();
  api.attach.mockResolvedValue('Another extension is already attached');
  const proxy = new WebAuthenticationProxy(api, { onRequest: vi.fn(), onCancel: vi.fn() });
  await expect(proxy.attach()).rejects.toMatchObject({ code: 'proxy-held' });
});

test('an answer that the browser does not take is an error, an exception for a page that went is none', async () => {
  const api = fakeApi();
  api.completeGetRequest.mockRejectedValue(new Error('Invalid responseJson'));
  const proxy = new WebAuthenticationProxy(api, { onRequest: vi.fn(), onCancel: vi.fn() });
  const key = { kind: 'get', requestId: 1 } as const;
  await expect(proxy.succeed(key, {})).rejects.toMatchObject({ code: 'bridge-garbled' });
  await expect(proxy.fail(key, 'NotAllowedError')).resolves.toBeUndefined();
});

test('a page is told a name and nothing else', async () => {
  const api = fakeApi();
  const proxy = new WebAuthenticationProxy(api, { onRequest: vi.fn(), onCancel: vi.fn() });
  await proxy.fail({ kind: 'create', requestId: 8 }, 'InvalidStateError');
  expect(api.completeCreateRequest).toHaveBeenCalledWith({
    requestId: 8,
    error: {
      name: 'InvalidStateError',
      message: 'The request was not allowed, or it was cancelled.',
    },
  });
});
