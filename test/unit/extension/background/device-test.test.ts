import { beforeEach, expect, test } from 'vitest';
import type { BridgeCeremony } from '../../../../extension/background/bridge/bridge-ceremony.ts';
import { DeviceTest } from '../../../../extension/background/device-test.ts';
import { SignInWindow } from '../../../../extension/background/sign-in/sign-in-window.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../../../shared/messages/views.ts';
import type { MethodName } from '../../../../shared/rpc/methods.ts';

let calls: { readonly method: string; readonly params: unknown }[];
let views: SignInView[];
let isTaken: boolean;
let answers: PromiseWithResolvers<unknown>;
let work: DeviceTest;

/** What the bridge is asked; `key.try` is answered by the test, all else at once. */
async function call(method: MethodName, params: unknown): Promise<never> {
  calls.push({ method, params });
  return (await (method === 'key.try' ? answers.promise : {})) as never;
}

beforeEach(() => {
  calls = [];
  views = [];
  isTaken = false;
  answers = Promise.withResolvers();
  const window = new SignInWindow(
    {
      open: async () => 5,
      close: async () => {},
      focus: async () => {},
      isOpen: async () => true,
    },
    { onWindow: () => {}, onClosedByPerson: () => {} },
  );
  window.onPort({ postMessage: (view) => views.push(view) });
  const bridge = { call };
  work = new DeviceTest({
    bridge,
    window,
    language: () => 'en',
    isWindowTaken: () => isTaken,
  });
});

const tried = (ceremony: BridgeCeremony) =>
  ceremony.run((options) => call('key.try', options.id).then(() => 'proof' as const), 60_000);

async function codeOf(ending: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await ending;
    return null;
  } catch (thrown) {
    return thrown instanceof WardkeyError ? thrown.code : 'internal';
  }
}

test('is at work until it is over, and shows that it worked', async () => {
  const ending = work.begin('key-test', null, tried);
  expect(work.isAtWork).toBe(true);
  answers.resolve({});
  expect(await ending).toBe('proof');
  expect(work.isAtWork).toBe(false);
  expect(views.map(({ kind, stage }) => `${kind} ${stage.type}`)).toEqual([
    'key-test connecting',
    'key-test done',
  ]);
});

test('begins nothing while it is at work, or the window is another’s', async () => {
  const ending = work.begin('key-test', null, tried);
  expect(() => work.begin('card-test', null, tried)).toThrow(new WardkeyError('ceremony-busy'));
  answers.resolve({});
  await ending;
  isTaken = true;
  expect(() => work.begin('key-test', null, tried)).toThrow(new WardkeyError('ceremony-busy'));
  expect(calls.filter(({ method }) => method === 'key.try')).toHaveLength(1);
});

test('ends at the bridge too what the bridge does not end in time', async () => {
  const ending = work.begin('card-test', null, tried);
  answers.reject(new WardkeyError('ceremony-timeout'));
  expect(await codeOf(ending)).toBe('ceremony-timeout');
  const sent = calls.find(({ method }) => method === 'key.try')?.params;
  expect(calls.at(-1)).toEqual({ method: 'ceremony.cancel', params: { ceremony: sent } });
  expect(views.at(-1)?.stage).toMatchObject({ type: 'failed', code: 'ceremony-timeout' });
});

test('ends when the person stops it, also before the bridge was asked', async () => {
  const looking = Promise.withResolvers<void>();
  const ending = work.begin('card-test', null, async (ceremony) => {
    await looking.promise;
    return tried(ceremony);
  });
  work.cancel();
  expect(await codeOf(ending)).toBe('ceremony-cancelled');
  expect(work.isAtWork).toBe(false);
  looking.resolve();
  await looking.promise;
  expect(calls).toEqual([]);
});

test('hands on what is told of its own ceremony alone, and answers to it alone', async () => {
  expect(await codeOf(work.answer({ type: 'consent', step: 's' }))).toBe('ceremony-unknown');
  let id = '';
  const ending = work.begin('key-test', null, (ceremony) => {
    id = ceremony.id;
    return tried(ceremony);
  });
  const event = { type: 'consent', step: 's', device: DEVICE, name: null, issuer: null } as const;
  work.onCeremonyEvent('another', event);
  expect(views.map(({ stage }) => stage.type)).toEqual(['connecting']);
  work.onCeremonyEvent(id, event);
  expect(views.map(({ stage }) => stage.type)).toEqual(['connecting', 'consent']);
  await work.answer({ type: 'consent', step: 's' });
  expect(calls.at(-1)).toEqual({
    method: 'ceremony.answer',
    params: { type: 'consent', step: 's', ceremony: id },
  });
  answers.resolve({});
  await ending;
});

const DEVICE = { id: 'd', transport: 'usb', name: 'Practice Key 5' } as const;
