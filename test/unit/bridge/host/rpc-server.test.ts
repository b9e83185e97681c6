import { expect, test, vi } from 'vitest';
import { RpcServer, type RpcWork } from '../../../../bridge/host/rpc-server.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { JSON_RPC_ERROR } from '../../../../shared/rpc/json-rpc.ts';
import type { RemoteDesktop } from '../../../../shared/rpc/remote-desktop.ts';

const HELLO = { protocol: { min: 1, max: 1 }, extension: { version: '0.1.0', edition: 'full' } };

const WORK: RpcWork = {
  'devices.list': () => ({ devices: [], problems: [] }),
  'webauthn.create': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'webauthn.get': () => Promise.reject(new Error('not foreseen')),
  'web-eid.status': () => ({ otherProgram: false }),
  'web-eid.authenticate': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'web-eid.get-signing-certificate': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'web-eid.sign': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'check-up.run': () => ({ findings: [], checks: [] }),
  'cards.list': () => ({ cards: [], problems: [] }),
  'card.test': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'key.try': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'key.sign-ins': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'key.reset': () => Promise.reject(new WardkeyError('ceremony-busy')),
  'ceremony.answer': () => ({}),
  'ceremony.cancel': () => ({}),
};

function started({
  work = {},
  callerAllowed = true,
  fits = () => true,
  remote = async () => null,
}: {
  work?: Partial<RpcWork>;
  callerAllowed?: boolean;
  fits?: (message: object) => boolean;
  remote?: () => Promise<RemoteDesktop | null>;
} = {}) {
  const sent: object[] = [];
  const send = (message: object) => {
    const fitting = fits(message);
    if (fitting) {
      sent.push(message);
    }
    return fitting;
  };
  const onReady = vi.fn<() => void>();
  const onRefused = vi.fn<() => void>();
  const onTrouble = vi.fn<(error: WardkeyError) => void>();
  const parts = { callerAllowed, remote, send, onReady, onRefused, onTrouble };
  const server = new RpcServer({ work: { ...WORK, ...work }, ...parts });
  const receive = async (message: unknown) => {
    server.receive(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));
    await new Promise((resolve) => setImmediate(resolve));
    return sent.splice(0);
  };
  const call = (method: string, params: unknown = {}, id = '1') =>
    receive({ jsonrpc: '2.0', id, method, params });
  return { server, receive, call, onReady, onRefused, onTrouble };
}

function failure(code: string, number: number, id: string | null = '1', facts = {}) {
  const data = { code, facts: expect.objectContaining(facts) };
  return { jsonrpc: '2.0', id, error: { code: number, message: code, data } };
}

test('hello agrees on a protocol, and then methods answer', async () => {
  const { call, onReady } = started();
  expect(await call('hello', HELLO)).toEqual([
    {
      jsonrpc: '2.0',
      id: '1',
      result: {
        protocol: 1,
        bridge: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
        capabilities: ['devices', 'webauthn', 'web-eid'],
      },
    },
  ]);
  expect(onReady).toHaveBeenCalledOnce();
  expect(await call('devices.list')).toEqual([
    { jsonrpc: '2.0', id: '1', result: { devices: [], problems: [] } },
  ]);
});

test('hello tells of a person who works from afar', async () => {
  const remote = async () => 'citrix' as const;
  const [answer] = await started({ remote }).call('hello', HELLO);
  expect(answer).toMatchObject({ result: { remote: 'citrix' } });
});

test('a newer extension that still speaks our protocol is met there', async () => {
  const [answer] = await started().call('hello', { ...HELLO, protocol: { min: 0, max: 9 } });
  expect(answer).toMatchObject({ result: { protocol: 1 } });
});

test.each([
  { min: 2, max: 3 },
  { min: 0, max: 0 },
  { min: 3, max: 1 },
])('protocols $min to $max cannot be met', async (protocol) => {
  const { call, onReady } = started();
  const facts = { bridgeMin: 1, bridgeMax: 1, extensionMin: protocol.min };
  expect(await call('hello', { ...HELLO, protocol })).toEqual([
    failure('bridge-version', JSON_RPC_ERROR.wardkey, '1', facts),
  ]);
  expect(onReady).not.toHaveBeenCalled();
});

test.each(['devices.list', 'webauthn.get', 'ceremony.cancel'])(
  '%s before hello is refused, and hello can still come',
  async (method) => {
    const { call } = started();
    expect(await call(method)).toEqual([failure('message-invalid', JSON_RPC_ERROR.invalidParams)]);
    expect(await call('hello', HELLO)).toMatchObject([{ result: { protocol: 1 } }]);
  },
);

test('hello is said once', async () => {
  const { call } = started();
  await call('hello', HELLO);
  expect(await call('hello', HELLO)).toEqual([
    failure('message-invalid', JSON_RPC_ERROR.invalidParams),
  ]);
});

test('a caller that is not our extension is told so and nothing else', async () => {
  const { call, onReady, onRefused } = started({ callerAllowed: false });
  expect(await call('hello', HELLO)).toEqual([
    failure('caller-not-allowed', JSON_RPC_ERROR.wardkey),
  ]);
  expect(onRefused).toHaveBeenCalledOnce();
  expect(onReady).not.toHaveBeenCalled();
});

test.each([
  ['no JSON', '{"jsonrpc":', JSON_RPC_ERROR.parse],
  ['nothing', '', JSON_RPC_ERROR.parse],
  ['a number', '7', JSON_RPC_ERROR.invalidRequest],
  ['a batch', '[{"jsonrpc":"2.0","id":"1","method":"hello"}]', JSON_RPC_ERROR.invalidRequest],
  ['another version', '{"jsonrpc":"1.0","method":"hello"}', JSON_RPC_ERROR.invalidRequest],
  ['a number as id', '{"jsonrpc":"2.0","id":1,"method":"hello"}', JSON_RPC_ERROR.invalidRequest],
  [
    'a long id',
    `{"jsonrpc":"2.0","id":"${'x'.repeat(65)}","method":"a"}`,
    JSON_RPC_ERROR.invalidRequest,
  ],
])('%s is answered with an error without id', async (_what, text, number) => {
  expect(await started().receive(text)).toEqual([failure('message-invalid', number, null)]);
});

test('bytes that are not UTF-8 are refused', async () => {
  const { server, receive } = started();
  server.receive(Uint8Array.of(0x22, 0xff, 0x22));
  expect(await receive('')).toHaveLength(2);
});

test('a request with something too much is answered under its id', async () => {
  const request = { jsonrpc: '2.0', id: '1', method: 'hello', params: HELLO, more: 1 };
  expect(await started().receive(request)).toEqual([
    failure('message-invalid', JSON_RPC_ERROR.invalidRequest),
  ]);
});

test('a notification is never answered', async () => {
  expect(await started().receive({ jsonrpc: '2.0', method: 'hello', params: HELLO })).toEqual([]);
});

test.each(['nothing.like.it', 'toString', '__proto__'])('%s is no method', async (method) => {
  expect(await started().call(method)).toEqual([
    failure('method-unknown', JSON_RPC_ERROR.methodNotFound),
  ]);
});

test.each([
  ['hello', { ...HELLO, protocol: '1' }],
  ['devices.list', { more: 1 }],
  ['ceremony.cancel', {}],
  [
    'ceremony.answer',
    { ceremony: 'c', step: 's', type: 'pin', pin: 'x'.repeat(257), lastTryAgreed: true },
  ],
  [
    'webauthn.get',
    {
      origin: 'https://login.microsoft.com',
      sameOriginWithAncestors: true,
      options: { challenge: '+/' },
    },
  ],
])('%s with wrong parameters is refused', async (method, params) => {
  const { call } = started();
  if (method !== 'hello') {
    await call('hello', HELLO);
  }
  expect(await call(method, params)).toEqual([
    failure('message-invalid', JSON_RPC_ERROR.invalidParams, '1', { method }),
  ]);
});

const CEREMONY = { origin: 'https://login.microsoft.com', sameOriginWithAncestors: true };

test('an error of the work travels as its code', async () => {
  const { call } = started();
  await call('hello', HELLO);
  const options = {
    rp: {},
    user: { id: 'AA', name: 'n', displayName: 'd' },
    challenge: 'AA',
    pubKeyCredParams: [],
  };
  expect(await call('webauthn.create', { ...CEREMONY, options })).toEqual([
    failure('ceremony-busy', JSON_RPC_ERROR.wardkey),
  ]);
});

test('what was not foreseen is told as internal, without its text', async () => {
  const { call, onTrouble } = started();
  await call('hello', HELLO);
  const [answer] = await call('webauthn.get', { ...CEREMONY, options: { challenge: 'AA' } });
  expect(answer).toEqual(failure('internal', JSON_RPC_ERROR.internal));
  expect(JSON.stringify(answer)).not.toContain('not foreseen');
  expect(onTrouble).toHaveBeenCalledOnce();
});

test('a result of ours that breaks its schema is not sent', async () => {
  const device = { id: 'd', transport: 'usb' as const, name: 'n', more: 1 };
  const { call } = started({
    work: { 'devices.list': () => ({ devices: [device], problems: [] }) },
  });
  await call('hello', HELLO);
  expect(await call('devices.list')).toEqual([failure('internal', JSON_RPC_ERROR.internal)]);
});

test('a result above the cap becomes an error', async () => {
  const { call } = started({ fits: (message) => !JSON.stringify(message).includes('devices":') });
  await call('hello', HELLO);
  expect(await call('devices.list')).toEqual([
    failure('message-too-large', JSON_RPC_ERROR.wardkey),
  ]);
});

test('an id that is still open cannot be used again', async () => {
  const { promise, resolve } = Promise.withResolvers<{ devices: []; problems: [] }>();
  const { call } = started({ work: { 'devices.list': () => promise } });
  await call('hello', HELLO);
  expect(await call('devices.list')).toEqual([]);
  expect(await call('devices.list')).toEqual([
    failure('message-invalid', JSON_RPC_ERROR.invalidRequest),
  ]);
  resolve({ devices: [], problems: [] });
  expect(await call('devices.list', {}, '2')).toHaveLength(2);
});

test('nothing is told before hello', async () => {
  const { server, receive, call } = started();
  const list = { devices: [], problems: [] };
  server.notify('devices.changed', list);
  expect(await receive({ jsonrpc: '2.0', method: 'none' })).toEqual([]);
  await call('hello', HELLO);
  server.notify('devices.changed', list);
  expect(await receive({ jsonrpc: '2.0', method: 'none' })).toEqual([
    { jsonrpc: '2.0', method: 'devices.changed', params: list },
  ]);
});
