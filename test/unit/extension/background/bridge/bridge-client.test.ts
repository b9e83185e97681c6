import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BridgeClient } from '../../../../../extension/background/bridge/bridge-client.ts';
import { ScriptedPort } from '../scripted-port.ts';

const LIST = { devices: [], problems: [] };
const IN_TIME = { timeoutMs: 60_000, timeoutCode: 'bridge-mute' } as const;
const HELLO = { protocol: 1, bridge: { version: '9.9.9' }, capabilities: ['devices', 'webauthn'] };

let port: ScriptedPort;
const onReady = vi.fn();
let bridge: BridgeClient;

function clientOf(edition: 'guide' | 'full'): BridgeClient {
  return new BridgeClient({
    openPort: port.open,
    extension: { version: '0.1.0', edition },
    onCeremonyEvent: vi.fn(),
    onCheckUpProgress: vi.fn(),
    onReady,
    onChange: vi.fn(),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  onReady.mockClear();
  port = new ScriptedPort();
  bridge = clientOf('full');
});
afterEach(() => {
  vi.useRealTimers();
});

test('two who want the bridge share one port and one hello', async () => {
  const both = Promise.all([bridge.connect({ insist: false }), bridge.connect({ insist: true })]);
  expect(port.last).toMatchObject({
    method: 'hello',
    params: { protocol: { min: 1, max: 1 }, extension: { version: '0.1.0', edition: 'full' } },
  });
  port.answer(HELLO);
  await both;
  expect(port.opened).toBe(1);
  expect(bridge.state).toEqual({ state: 'ready', version: '9.9.9' });
});

test.each([
  [['devices'], 'full', 'webauthn'],
  [['webauthn'], 'full', 'devices'],
  [[], 'guide', 'devices'],
] as const)(
  'a bridge that can only do %j is none for the edition %s',
  async (capabilities, edition, lacks) => {
    const made = clientOf(edition);
    const greeted = made.connect({ insist: true });
    port.answer({ ...HELLO, capabilities });
    await expect(greeted).rejects.toThrow('bridge-version');
    const facts = { bridge: '9.9.9', lacks };
    expect(made.state).toEqual({ state: 'failed', code: 'bridge-version', facts });
  },
);

test('a bridge without ceremonies will do for the edition that asks for none', async () => {
  const made = clientOf('guide');
  const greeted = made.connect({ insist: true });
  port.answer({ ...HELLO, capabilities: ['devices', 'something-newer'] });
  await greeted;
  expect(made.state).toEqual({ state: 'ready', version: '9.9.9' });
});

test('a call opens the bridge by itself', async () => {
  const call = bridge.call('devices.list', {}, IN_TIME);
  port.answer(HELLO);
  await expect.poll(() => port.last.method).toBe('devices.list');
  port.answer(LIST);
  expect(await call).toEqual(LIST);
});

test('who keeps the bridge warm hears of it, whoever opened it', async () => {
  const call = bridge.call('devices.list', {}, IN_TIME);
  expect(onReady).not.toHaveBeenCalled();
  port.answer(HELLO);
  await expect.poll(() => port.last.method).toBe('devices.list');
  expect(onReady).toHaveBeenCalledOnce();
  port.answer(LIST);
  await call;
});

test('a bridge that was let go of takes no later one with it', async () => {
  const first = bridge.connect({ insist: false }).catch((thrown: unknown) => thrown);
  bridge.close();
  const second = bridge.connect({ insist: false });
  expect(await first).toMatchObject({ code: 'bridge-stopped' });
  port.answer(HELLO);
  await second;
  expect(port.opened).toBe(2);
  expect(bridge.state).toMatchObject({ state: 'ready' });
});

test('a bridge that says nothing is mute after 5 s, and is let go', async () => {
  const failed = expect(bridge.connect({ insist: false })).rejects.toMatchObject({
    code: 'bridge-mute',
  });
  await vi.advanceTimersByTimeAsync(5_000);
  await failed;
  expect(port.closed).toBe(1);
  expect(bridge.state).toMatchObject({ state: 'failed', code: 'bridge-mute' });
});

test.each([
  ['a protocol above ours', { ...HELLO, protocol: 2 }],
  ['a protocol below ours', { ...HELLO, protocol: 0 }],
])('%s asks for an update', async (_name, hello) => {
  const failed = expect(bridge.connect({ insist: false })).rejects.toMatchObject({
    code: 'bridge-version',
  });
  port.answer(hello);
  await failed;
  expect(port.closed).toBe(1);
});

test('after a failure only a person’s wish tries again at once, others wait ever longer', async () => {
  const lose = async (insist: boolean): Promise<void> => {
    const failed = expect(bridge.connect({ insist })).rejects.toMatchObject({
      code: 'bridge-missing',
    });
    port.drop('Specified native messaging host not found.');
    await failed;
  };
  await lose(false);
  await expect(bridge.connect({ insist: false })).rejects.toMatchObject({ code: 'bridge-missing' });
  expect(port.opened).toBe(1);
  await lose(true);
  expect(port.opened).toBe(2);
  await vi.advanceTimersByTimeAsync(999);
  await expect(bridge.connect({ insist: false })).rejects.toMatchObject({ code: 'bridge-missing' });
  expect(port.opened).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  await lose(false);
  expect(port.opened).toBe(3);
});

test('a bridge that was let go is opened anew and is no failure', async () => {
  const first = bridge.connect({ insist: false });
  port.answer(HELLO);
  await first;
  bridge.close();
  expect(port.closed).toBe(1);
  expect(bridge.state).toEqual({ state: 'connecting' });
  const again = bridge.connect({ insist: false });
  port.answer(HELLO);
  await again;
  expect(port.opened).toBe(2);
});

test('a person’s wish is not met with a bridge that is stuck', async () => {
  const first = bridge.connect({ insist: true });
  port.answer(HELLO);
  await first;
  const alive = bridge.connect({ insist: true });
  expect(port.last.method).toBe('devices.list');
  port.answer(LIST);
  await alive;
  expect(port.opened).toBe(1);

  const stuck = bridge.connect({ insist: true });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(port.closed).toBe(1);
  expect(port.opened).toBe(2);
  port.answer(HELLO);
  await stuck;
  expect(bridge.state.state).toBe('ready');
});
