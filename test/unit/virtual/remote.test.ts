import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { CtapDevice } from '../../../bridge/transport/transport.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { registered, verifyAuthentication } from '../../rig/relying-party.ts';
import { listOf, Rig } from '../../rig/rig.ts';
import { KeyHub } from '../../virtual/key-hub.ts';
import { encodeFrame, FrameReader } from '../../virtual/remote/frames.ts';
import { RemoteKeyServer } from '../../virtual/remote/remote-key-server.ts';
import { RemoteTransport } from '../../virtual/remote-transport.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';

const GET_INFO = Uint8Array.of(0x04);
const SELECTION = Uint8Array.of(0x0b);
const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function connected() {
  const hub = new KeyHub();
  const key = new VirtualKey();
  hub.insert(key, { name: 'Ward key' });
  const server = await RemoteKeyServer.start(hub);
  const transport = new RemoteTransport(server.path);
  undo.push(
    () => server.close(),
    () => transport.stop(),
  );
  const devices: CtapDevice[] = [];
  const removed: string[] = [];
  const problems: (ErrorCode | null)[] = [];
  transport.start({
    onAdd: (device) => devices.push(device),
    onRemove: (id) => removed.push(id),
    onProblem: (problem) => problems.push(problem),
  });
  await expect.poll(() => devices.length).toBe(1);
  const [device] = devices;
  if (device === undefined) throw new Error('no device');
  const channel = await device.open(new AbortController().signal);
  return { hub, key, server, devices, removed, problems, channel };
}

it('carries messages to the key of another process, and its keepalives back', async () => {
  const { key, devices, problems, channel } = await connected();
  expect(devices[0]).toMatchObject({ name: 'Ward key', transport: 'usb' });
  expect(problems).toEqual([null]);
  key.presence.mode = 'wait';
  const keepalives: string[] = [];
  const answer = await channel.exchange(SELECTION, {
    signal: new AbortController().signal,
    onKeepalive: (status) => {
      keepalives.push(status);
      key.presence.touch();
    },
  });
  expect(answer).toEqual(Buffer.of(0));
  expect(keepalives).toEqual(['touch-needed']);
});

it('carries U2F, also to a key that knows nothing else, and its refusal to one that does not', async () => {
  const { hub, devices, channel } = await connected();
  const version = { ins: 0x03, p1: 0, data: new Uint8Array() };
  const options = { signal: new AbortController().signal, onKeepalive: () => {} };
  await expect(channel.u2f?.(version, options)).rejects.toMatchObject({
    code: 'key-lacks-command',
  });
  hub.insert(new VirtualKey({ versions: ['U2F_V2'] }), { name: 'Old key' });
  await expect.poll(() => devices.length).toBe(2);
  const old = await devices[1]?.open(options.signal);
  const answer = await old?.u2f?.(version, options);
  expect(Buffer.from(answer ?? []).toString('latin1')).toBe('U2F_V2\x90\x00');
});

it('signs in with a key of U2F in another process', async () => {
  const hub = new KeyHub();
  hub.insert(new VirtualKey({ versions: ['U2F_V2'] }));
  const server = await RemoteKeyServer.start(hub);
  undo.push(() => server.close());
  const rig = new Rig(new RemoteTransport(server.path));
  await expect.poll(() => rig.keys.list.devices[0]?.key?.versions).toEqual(['U2F_V2']);
  const credential = await registered(await rig.create());
  const response = await rig.get({ allowCredentials: listOf(credential.id) });
  expect((await verifyAuthentication(response, credential, false)).verified).toBe(true);
});

it('carries a cancel, and takes the next message', async () => {
  const { key, channel } = await connected();
  key.presence.mode = 'wait';
  const cancel = new AbortController();
  const reason = new Error('enough');
  const onKeepalive = () => cancel.abort(reason);
  const cancelled = channel.exchange(SELECTION, { signal: cancel.signal, onKeepalive });
  await expect(cancelled).rejects.toBe(reason);
  expect(key.presence.awaited).toBe(false);
  const { signal } = new AbortController();
  expect((await channel.exchange(GET_INFO, { signal, onKeepalive }))[0]).toBe(0);
});

it('tells of keys that come and go, also in the middle of an exchange', async () => {
  const { hub, key, devices, removed, channel } = await connected();
  key.presence.mode = 'wait';
  const { signal } = new AbortController();
  const pulled = channel.exchange(SELECTION, { signal, onKeepalive: () => hub.remove(key) });
  await expect(pulled).rejects.toMatchObject({ code: 'device-removed' });
  await expect.poll(() => removed).toEqual([devices[0]?.id]);
  hub.insert(key);
  await expect.poll(() => devices.length).toBe(2);
});

it('loses its keys when the other process goes', async () => {
  const { key, server, removed, problems, channel } = await connected();
  key.presence.mode = 'wait';
  const { signal } = new AbortController();
  const onKeepalive = () => void server.close();
  await expect(channel.exchange(SELECTION, { signal, onKeepalive })).rejects.toMatchObject({
    code: 'device-removed',
  });
  expect(removed).toHaveLength(1);
  expect(problems).toEqual([null, 'internal']);
  expect(key.presence.awaited).toBe(false);
});

it('reports a server that is not there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wardkey-none-'));
  undo.push(() => rm(folder, { recursive: true }));
  const transport = new RemoteTransport(join(folder, 'none.sock'));
  undo.push(() => transport.stop());
  const { promise, resolve } = Promise.withResolvers<ErrorCode | null>();
  transport.start({ onAdd: () => {}, onRemove: () => {}, onProblem: resolve });
  expect(await promise).toBe('internal');
});

it('keeps its socket from other users, hangs up on garbage, and clears up', async () => {
  const { server } = await connected();
  expect((await stat(dirname(server.path))).mode & 0o777).toBe(0o700);
  const stranger = connect(server.path);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  stranger.once('close', resolve);
  stranger.resume();
  stranger.write(encodeFrame({ kind: 'open sesame' }));
  await promise;
  await server.close();
  await expect(stat(dirname(server.path))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('puts frames together from pieces', () => {
  const reader = new FrameReader();
  const bytes = Buffer.concat([encodeFrame({ a: 1 }), encodeFrame({ b: 'ŵ' })]);
  const frames = [...bytes].flatMap((byte) => reader.push(Uint8Array.of(byte)));
  expect(frames).toEqual([{ a: 1 }, { b: 'ŵ' }]);
  expect(() => reader.push(Uint8Array.of(0x7f, 0, 0, 0))).toThrow(RangeError);
});
