import { endianness } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { frame } from '../../../../bridge/host/frame.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from '../../../rig/host-process.ts';

const hosts: HostProcess[] = [];

/** @param entry file of this folder to be the program, in the place of the bridge's own */
function start(args: readonly string[] = [OUR_ORIGIN], entry = '../../../../bridge/main.ts') {
  const file = fileURLToPath(new URL(entry, import.meta.url));
  const host = new HostProcess([process.execPath, file, ...args]);
  hosts.push(host);
  return host;
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.end()));
});

function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  if (endianness() === 'LE') {
    bytes.writeUInt32LE(length);
  } else {
    bytes.writeUInt32BE(length);
  }
  return bytes;
}

const greeted = { jsonrpc: '2.0', id: 'hello', result: { protocol: 1 } };

function refused(code: string, id: string | null) {
  const data = expect.objectContaining({ code });
  return { id, error: expect.objectContaining({ message: code, data }) };
}

test.each([
  ['Chromium', [OUR_ORIGIN]],
  ['Chromium on Windows', [OUR_ORIGIN, '--parent-window=0']],
  [
    'Firefox',
    ['/home/a/.mozilla/native-messaging-hosts/app.wardkey.bridge.json', 'wardkey@wardkey.app'],
  ],
  ['a person trying it', ['host', OUR_ORIGIN]],
])('started as %s starts it, it greets our extension', async (_browser, args) => {
  const host = start(args);
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
});

test.each([
  ['a foreign extension', [`chrome-extension://${'b'.repeat(32)}/`]],
  ['a foreign add-on', ['/x/app.wardkey.bridge.json', 'other@example.org']],
  ['nobody', ['host']],
])('%s is told that it may not call, and the host ends', async (_who, args) => {
  const host = start(args);
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(refused('caller-not-allowed', 'hello'));
  await host.gone();
  expect(host.leftOver).toBe(0);
});

test('an extension of another protocol is told both ranges', async () => {
  const host = start();
  host.send({ ...HELLO, params: { ...HELLO.params, protocol: { min: 7, max: 9 } } });
  expect(await host.answer()).toMatchObject({
    error: { data: { code: 'bridge-version', facts: { bridgeMax: 1, extensionMin: 7 } } },
  });
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
});

test('nothing works before hello', async () => {
  const host = start();
  host.send({ jsonrpc: '2.0', id: '1', method: 'devices.list', params: {} });
  expect(await host.answer()).toMatchObject(refused('message-invalid', '1'));
});

test('after hello the devices are told of', async () => {
  const host = start();
  host.send(HELLO);
  await host.answer();
  expect(await host.receive()).toMatchObject({
    method: 'devices.changed',
    params: { devices: [], problems: ['pcsc-service-stopped'] },
  });
  host.send({ jsonrpc: '2.0', id: '1', method: 'devices.list', params: {} });
  expect(await host.answer()).toEqual({
    jsonrpc: '2.0',
    id: '1',
    result: { devices: [], problems: ['pcsc-service-stopped'] },
  });
});

test('a message of 2 MB is answered with an error, and the next one as usual', async () => {
  const host = start();
  const length = 2 * 1024 * 1024;
  host.write(header(length));
  host.write(Buffer.alloc(length, '['));
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(refused('message-too-large', null));
  expect(await host.answer()).toMatchObject(greeted);
});

test('garbage in a frame is answered, and the next message as usual', async () => {
  const host = start();
  for (const body of ['', '\u0000\u0001', '{"jsonrpc":', '[[]]', '"\\ud800"', 'null']) {
    host.write(Buffer.concat([header(Buffer.byteLength(body)), Buffer.from(body)]));
    expect(await host.answer()).toMatchObject(refused('message-invalid', null));
  }
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
});

test('garbage instead of frames is answered and ends the host in order', async () => {
  const host = start();
  host.write(Buffer.alloc(100_000, 0xee));
  expect(await host.answer()).toMatchObject(refused('message-invalid', null));
  await host.gone();
  expect(host.errors).toBe('');
});

// How fast it ends is the matter of end-process.test.ts and of the benchmark: here, that it does.

test('an input that ends in mid-message ends the host', async () => {
  const host = start([OUR_ORIGIN], 'orderly-host.ts');
  host.send(HELLO);
  await host.answer();
  host.write(header(1000));
  host.write(Buffer.from('{"jsonrpc"'));
  expect(await host.end()).toBe('SIGKILL');
  expect(host.errors).toBe('let go\n');
});

test('at the end of its input the host lets its devices go, and ends', async () => {
  const host = start([OUR_ORIGIN], 'orderly-host.ts');
  host.send(HELLO);
  await host.answer();
  expect(await host.end()).toBe('SIGKILL');
  expect(host.errors).toBe('let go\n');
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends it in the same way',
  async (signal) => {
    const host = start([OUR_ORIGIN], 'orderly-host.ts');
    host.send(HELLO);
    await host.answer();
    expect(await host.stopBy(signal)).toBe('SIGKILL');
    expect(host.errors).toBe('let go\n');
  },
);

test('nothing of an answer to a PIN step gets into stderr', async () => {
  const host = start();
  host.send(HELLO);
  await host.answer();
  const answer = { ceremony: 'c', step: 's', type: 'pin', pin: '74269153', lastTryAgreed: false };
  host.send({ jsonrpc: '2.0', id: '1', method: 'ceremony.answer', params: answer });
  expect(await host.answer()).toMatchObject(refused('ceremony-unknown', '1'));
  host.send({ jsonrpc: '2.0', id: '2', method: 'ceremony.answer', params: { ...answer, type: 3 } });
  expect(JSON.stringify(await host.answer())).not.toContain('74269153');
  const chosen = { ceremony: 'c', step: 's', type: 'new-pin', newPin: '74269153' };
  host.send({ jsonrpc: '2.0', id: '3', method: 'ceremony.answer', params: chosen });
  expect(JSON.stringify(await host.answer())).not.toContain('74269153');
  await host.end();
  expect(host.errors).not.toContain('74269153');
});

test('what else writes to stdout goes to stderr', async () => {
  const host = start([OUR_ORIGIN], 'noisy-host.ts');
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
  host.send({ jsonrpc: '2.0', id: '1', method: 'devices.list', params: {} });
  expect(await host.answer()).toMatchObject({ id: '1', result: { devices: [] } });
  await host.end();
  for (const noise of ['noise one', 'noise two', 'noise three', 'noise four']) {
    expect(host.errors).toContain(noise);
  }
  expect(host.leftOver).toBe(0);
});

test('a log that nobody takes keeps it neither from serving nor from ending', async () => {
  const host = start([OUR_ORIGIN], 'noisy-host.ts');
  host.leaveErrors();
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
  await new Promise((noiseIsMade) => setTimeout(noiseIsMade, 200));
  host.send({ jsonrpc: '2.0', id: '1', method: 'devices.list', params: {} });
  expect(await host.answer()).toMatchObject({ id: '1', result: { devices: [] } });
  expect(await host.end()).toBe('SIGKILL');
});

test('a device that does not let go does not keep the host from ending', async () => {
  const host = start([OUR_ORIGIN], 'mute-host.ts');
  host.send(HELLO);
  expect(await host.answer()).toMatchObject(greeted);
  expect(await host.end()).toBe('SIGKILL');
});

test('two requests for a ceremony at once: the second is told so', async () => {
  const host = start();
  host.send(HELLO);
  await host.answer();
  const params = {
    origin: 'https://login.microsoft.com',
    sameOriginWithAncestors: true,
    options: { challenge: 'AAAA', rpId: 'login.microsoft.com' },
  };
  host.send({ jsonrpc: '2.0', id: 'one', method: 'webauthn.get', params });
  host.send({ jsonrpc: '2.0', id: 'two', method: 'webauthn.get', params });
  expect(await host.answer()).toMatchObject(refused('ceremony-busy', 'two'));
  host.send({ jsonrpc: '2.0', id: 'x', method: 'ceremony.cancel', params: { ceremony: 'two' } });
  expect(await host.answer()).toMatchObject(refused('ceremony-unknown', 'x'));
  host.send({ jsonrpc: '2.0', id: 'y', method: 'ceremony.cancel', params: { ceremony: 'one' } });
  const answers = [await host.answer(), await host.answer()];
  expect(answers).toContainEqual({ jsonrpc: '2.0', id: 'y', result: {} });
  expect(answers).toContainEqual(expect.objectContaining(refused('ceremony-cancelled', 'one')));
});

test('an origin that is not on the list is refused by the bridge too', async () => {
  const host = start();
  host.send(HELLO);
  await host.answer();
  const params = {
    origin: 'https://www.example.org',
    sameOriginWithAncestors: true,
    options: { challenge: 'AAAA', rpId: 'www.example.org' },
  };
  host.send({ jsonrpc: '2.0', id: '1', method: 'webauthn.get', params });
  expect(await host.answer()).toMatchObject(refused('origin-not-allowed', '1'));
});

test('messages arrive whole however slowly they come', async () => {
  const host = start();
  for (const byte of frame(HELLO) ?? []) {
    host.write(Uint8Array.of(byte));
  }
  expect(await host.answer()).toMatchObject(greeted);
});
