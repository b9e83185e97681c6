import { expect, it } from 'vitest';
import type { CtapDevice, TransportObserver } from '../../../bridge/transport/transport.ts';
import { InProcessTransport } from '../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';

const GET_INFO = Uint8Array.of(0x04);
const SELECTION = Uint8Array.of(0x0b);

function watch(transport: InProcessTransport) {
  const devices: CtapDevice[] = [];
  const removed: string[] = [];
  const observer: TransportObserver = {
    onAdd: (device) => devices.push(device),
    onRemove: (id) => removed.push(id),
    onProblem: () => {},
  };
  transport.start(observer);
  return { devices, removed };
}

async function inserted(key = new VirtualKey()) {
  const transport = new InProcessTransport();
  transport.insert(key, { name: 'Ward key', transport: 'nfc' });
  const { devices, removed } = watch(transport);
  const [device] = devices;
  if (device === undefined) throw new Error('no device');
  const channel = await device.open(new AbortController().signal);
  return { transport, key, device, channel, removed };
}

function options(signal = new AbortController().signal) {
  return { signal, onKeepalive: () => {} };
}

it('reports what is there and what comes and goes', async () => {
  const transport = new InProcessTransport();
  const first = new VirtualKey();
  transport.insert(first, { name: 'Ward key', transport: 'smart-card' });
  const { devices, removed } = watch(transport);
  const second = new VirtualKey();
  transport.insert(second);
  transport.insert(second);
  expect(devices.map(({ name, transport: way }) => [name, way])).toEqual([
    ['Ward key', 'smart-card'],
    ['Virtual security key', 'usb'],
  ]);
  transport.remove(first);
  expect(removed).toEqual([devices[0]?.id]);
  transport.insert(first);
  expect(new Set(devices.map(({ id }) => id)).size).toBe(3);
  await transport.stop();
  transport.remove(first);
  expect(removed).toHaveLength(1);
});

it('carries a message and its answer', async () => {
  const { channel, device } = await inserted();
  expect(device.transport).toBe('nfc');
  expect((await channel.exchange(GET_INFO, options()))[0]).toBe(0);
  await channel.close();
  await expect(channel.exchange(GET_INFO, options())).rejects.toMatchObject({ code: 'internal' });
});

it('powers the key up when it is inserted', async () => {
  let now = 0;
  const key = new VirtualKey({ now: () => now });
  now = 60_000;
  const { channel } = await inserted(key);
  expect((await channel.exchange(Uint8Array.of(0x07), options()))[0]).toBe(0);
});

it('rejects when the key is pulled while it waits for a touch', async () => {
  const { transport, key, channel, device } = await inserted();
  key.presence.mode = 'wait';
  key.presence.onAwaited(() => transport.remove(key));
  await expect(channel.exchange(SELECTION, options())).rejects.toMatchObject({
    code: 'device-removed',
  });
  await expect(channel.exchange(GET_INFO, options())).rejects.toMatchObject({
    code: 'device-removed',
  });
  await expect(device.open(new AbortController().signal)).rejects.toMatchObject({
    code: 'device-removed',
  });
});

it('lets a test pull the key at a message of its choice', async () => {
  const { transport, key, channel } = await inserted();
  transport.onExchange(({ index }) => {
    if (index === 1) transport.remove(key);
  });
  expect((await channel.exchange(GET_INFO, options()))[0]).toBe(0);
  await expect(channel.exchange(GET_INFO, options())).rejects.toMatchObject({
    code: 'device-removed',
  });
  expect(key.commandLog).toHaveLength(1);
});

it('rejects with the reason of a cancel, once the key is quiet', async () => {
  const { key, channel } = await inserted();
  key.presence.mode = 'wait';
  const cancel = new AbortController();
  const reason = new Error('enough');
  key.presence.onAwaited(() => cancel.abort(reason));
  await expect(channel.exchange(SELECTION, options(cancel.signal))).rejects.toBe(reason);
  expect((await channel.exchange(GET_INFO, options()))[0]).toBe(0);
});

it('takes one exchange at a time', async () => {
  const { key, channel } = await inserted();
  key.presence.mode = 'wait';
  const first = channel.exchange(SELECTION, options());
  await expect(channel.exchange(GET_INFO, options())).rejects.toMatchObject({
    code: 'device-busy',
  });
  await expect.poll(() => key.presence.touch()).toBe(true);
  expect((await first)[0]).toBe(0);
});
