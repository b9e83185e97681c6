import { beforeEach, expect, test, vi } from 'vitest';
import { RpcConnection } from '../../../../../extension/background/bridge/rpc-connection.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import { ScriptedPort } from '../scripted-port.ts';

const LIST = { devices: [], problems: [] };
const IN_TIME = { timeoutMs: 1_000, timeoutCode: 'bridge-mute' } as const;

let port: ScriptedPort;
const onDevices = vi.fn();
const onCeremonyEvent = vi.fn();
const onCheckUpProgress = vi.fn();
const onEnd = vi.fn();
let connection: RpcConnection;

beforeEach(() => {
  vi.resetAllMocks();
  port = new ScriptedPort();
  const notifications = {
    'devices.changed': onDevices,
    'ceremony.event': onCeremonyEvent,
    'check-up.progress': onCheckUpProgress,
  };
  connection = new RpcConnection(port.open, notifications, onEnd);
});

test('a call resolves with its own result', async () => {
  const first = connection.call('devices.list', {}, { ...IN_TIME, id: 'a' });
  const second = connection.call('devices.list', {}, { ...IN_TIME, id: 'b' });
  port.answer(LIST, 'b');
  port.answer({ ...LIST, problems: ['reader-none'] }, 'a');
  expect(await second).toEqual(LIST);
  expect(await first).toEqual({ ...LIST, problems: ['reader-none'] });
});

test('the bridge’s error arrives with its code and facts', async () => {
  const call = connection.call('devices.list', {}, IN_TIME);
  port.refuse('bridge-version', { min: 3 });
  await expect(call).rejects.toMatchObject({ code: 'bridge-version', facts: { min: 3 } });
});

test('a result of another shape is garbled, and the connection stays', async () => {
  const call = connection.call('devices.list', {}, IN_TIME);
  port.answer({ devices: 'none' });
  await expect(call).rejects.toMatchObject({ code: 'bridge-garbled' });
  expect(onEnd).not.toHaveBeenCalled();
});

test.each([
  null,
  42,
  {},
  { jsonrpc: '1.0', id: 'a', result: {} },
  { jsonrpc: '2.0', id: 7, result: {} },
  { jsonrpc: '2.0', method: 'devices.changed', params: { devices: 1 } },
])('rubbish ends the connection and every call: %j', async (rubbish) => {
  const call = connection.call('devices.list', {}, IN_TIME);
  port.say(rubbish);
  await expect(call).rejects.toMatchObject({ code: 'bridge-garbled' });
  expect(port.closed).toBe(1);
  expect(onEnd).toHaveBeenCalledOnce();
});

test.each(['message-invalid', 'message-too-large'])(
  'a request that the bridge could not read ends the connection and every call: %s',
  async (code) => {
    const calls = ['a', 'b'].map((id) => connection.call('devices.list', {}, { ...IN_TIME, id }));
    const failed = calls.map((call) => expect(call).rejects.toMatchObject({ code }));
    const data = { code, facts: {} };
    port.say({ jsonrpc: '2.0', id: null, error: { code: -32700, message: code, data } });
    await Promise.all(failed);
    expect(port.closed).toBe(1);
    expect(onEnd).toHaveBeenCalledOnce();
  },
);

test('an answer over the cap fails its own call, and the connection stays', async () => {
  const call = connection.call('devices.list', {}, { ...IN_TIME, id: 'a' });
  const other = connection.call('devices.list', {}, { ...IN_TIME, id: 'b' });
  port.answer('€'.repeat(90_000), 'a');
  await expect(call).rejects.toMatchObject({ code: 'message-too-large' });
  port.answer(LIST, 'b');
  expect(await other).toEqual(LIST);
  expect(onEnd).not.toHaveBeenCalled();
});

test('news over the cap ends the connection', () => {
  port.say({ jsonrpc: '2.0', method: 'from.the.future', params: 'x'.repeat(300_000) });
  expect(port.closed).toBe(1);
  expect(onEnd.mock.calls[0]?.[0]).toMatchObject({ code: 'bridge-garbled' });
});

test('notifications reach their handlers, unknown ones nobody', () => {
  const event = { ceremony: 'a', event: { type: 'device-wait', list: LIST } };
  const progress = { check: 'keys', outcome: null };
  port.say({ jsonrpc: '2.0', method: 'devices.changed', params: LIST });
  port.say({ jsonrpc: '2.0', method: 'ceremony.event', params: event });
  port.say({ jsonrpc: '2.0', method: 'check-up.progress', params: progress });
  for (const method of ['from.the.future', 'toString', '__proto__']) {
    port.say({ jsonrpc: '2.0', method, params: 1 });
  }
  expect(onDevices).toHaveBeenCalledExactlyOnceWith(LIST);
  expect(onCeremonyEvent).toHaveBeenCalledExactlyOnceWith(event);
  expect(onCheckUpProgress).toHaveBeenCalledExactlyOnceWith(progress);
  expect(onEnd).not.toHaveBeenCalled();
});

test('an answer that comes too late is left alone', async () => {
  vi.useFakeTimers();
  const patience = { timeoutMs: 1_000, timeoutCode: 'ceremony-timeout' } as const;
  const call = connection.call('devices.list', {}, patience);
  const failed = expect(call).rejects.toMatchObject({ code: 'ceremony-timeout' });
  await vi.advanceTimersByTimeAsync(1_000);
  await failed;
  port.answer(LIST);
  expect(onEnd).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test('a bridge that does not answer what it answers at once is let go, with all that waits', async () => {
  vi.useFakeTimers();
  const longer = { timeoutMs: 60_000, timeoutCode: 'ceremony-timeout' } as const;
  const calls = [longer, IN_TIME].map((options) => connection.call('devices.list', {}, options));
  const failed = calls.map((call) => expect(call).rejects.toMatchObject({ code: 'bridge-mute' }));
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(failed);
  expect(port.closed).toBe(1);
  expect(onEnd).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('the port’s end rejects what waits, with the browser’s reason', async () => {
  const call = connection.call('devices.list', {}, IN_TIME);
  port.drop('Native host has exited.');
  await expect(call).rejects.toMatchObject({ code: 'bridge-stopped' });
  expect(onEnd.mock.calls[0]?.[0]).toBeInstanceOf(WardkeyError);
  await expect(connection.call('devices.list', {}, IN_TIME)).rejects.toMatchObject({
    code: 'bridge-stopped',
  });
});

test('a message over the cap is not sent', async () => {
  // 3 bytes a character in UTF-8: under the cap by characters, over it by bytes.
  const params = { ceremony: 'a', step: '€'.repeat(90_000), type: 'device', device: 'd' } as const;
  await expect(connection.call('ceremony.answer', params, IN_TIME)).rejects.toMatchObject({
    code: 'message-too-large',
  });
  expect(port.sent).toEqual([]);
});
