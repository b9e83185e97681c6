import { afterEach, describe, expect, it, vi } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { Rig } from '../../../rig/rig.ts';
import { neverAnswers } from '../../../rig/scripted-person.ts';
import { warm } from '../../../rig/warm.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function withKeys(...keys: readonly VirtualKey[]) {
  const transport = new InProcessTransport();
  for (const [index, key] of keys.entries()) {
    transport.insert(key, { name: `Key ${index}` });
  }
  const rig = new Rig(transport);
  await warm(rig.keys);
  return { transport, rig };
}

/** A card, and a key that waits for its touch. */
async function cardAndKey(options: VirtualKeyOptions = {}) {
  const { transport, rig } = await withKeys();
  const [card, key] = [new VirtualKey(options), new VirtualKey(options)];
  key.presence.mode = 'wait';
  transport.insert(card, { name: 'Card', transport: 'smart-card' });
  transport.insert(key, { name: 'Key' });
  await warm(rig.keys);
  return { transport, rig, card, key };
}

describe('choice of the device', () => {
  it('is none where one key is there', async () => {
    const { rig } = await withKeys(new VirtualKey());
    await rig.create();
    expect(rig.person.deviceRequests).toEqual([]);
    // Told before the first command: a card may block in it without a word.
    expect(rig.person.notices).toEqual([{ type: 'working', device: rig.keys.list.devices[0] }]);
  });

  it('waits for a key, telling what is there', async () => {
    const { rig, transport } = await withKeys();
    const creating = rig.create();
    expect(rig.person.notices).toEqual([
      { type: 'device-wait', list: { devices: [], problems: [] } },
    ]);
    transport.insert(new VirtualKey());
    await expect(creating).resolves.toMatchObject({ type: 'public-key' });
  });

  it('tells of nothing while a key is about to say what it is', async () => {
    const { rig, transport } = await withKeys();
    transport.insert(new VirtualKey());
    await rig.create();
    expect(rig.person.notices.map(({ type }) => type)).toEqual(['working']);
  });

  it('takes a key that failed all its greetings, once it is well', async () => {
    vi.useFakeTimers();
    const transport = new OddKeyTransport(new VirtualKey());
    let asked = 0;
    transport.meddle = async () => {
      asked += 1;
      return Uint8Array.of(0, 0xff);
    };
    const rig = new Rig(transport);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(4);
    const creating = rig.create();
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toBe(5);
    expect(rig.person.notices).toEqual([
      { type: 'device-wait', list: { devices: [expect.anything()], problems: [] } },
    ]);
    transport.meddle = (_message, ask) => ask();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(creating).resolves.toMatchObject({ type: 'public-key' });
  });

  it('ends in device-none when the time is over', async () => {
    vi.useFakeTimers();
    const { rig } = await withKeys();
    const code = rejectionCode(rig.create({ timeout: 20_000 }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await code).toBe('device-none');
  });

  it('ends as the caller says when cancelled', async () => {
    const { rig } = await withKeys();
    const code = rejectionCode(rig.create());
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
  });

  it('is the person’s where one is a card, which takes lying there for a touch', async () => {
    const transport = new InProcessTransport();
    const keys = [new VirtualKey(), new VirtualKey()] as const;
    transport.insert(keys[0], { name: 'Card', transport: 'smart-card' });
    transport.insert(keys[1], { name: 'Key' });
    const rig = new Rig(transport);
    await warm(rig.keys);
    rig.person.answerDevice = (devices) => devices.find(({ name }) => name === 'Key')?.id ?? 'none';
    await rig.create();
    expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1]);
  });

  it('is made by a touch as well, of a key among cards', async () => {
    const { rig, card, key } = await cardAndKey({ pin: '2468' });
    rig.person.answerPin = () => '2468';
    rig.person.answerDevice = (_, signal) => neverAnswers(signal);
    const creating = rig.create();
    await expect.poll(() => key.presence.awaited).toBe(true);
    // The list is on the screen, and stays there.
    expect(rig.person.deviceRequests).toHaveLength(1);
    expect(rig.person.notices).toEqual([]);
    key.presence.mode = 'auto';
    key.presence.touch();
    await creating;
    expect(rig.person.pinRequests.map(({ device }) => device.name)).toEqual(['Key']);
    expect([card, key].map(({ credentials }) => credentials.length)).toEqual([0, 1]);
  });

  it('ends the blinking when the person picks from the list', async () => {
    const { rig, card, key } = await cardAndKey();
    rig.person.answerDevice = async (devices) => {
      await expect.poll(() => key.presence.awaited).toBe(true);
      return devices.find(({ name }) => name === 'Card')?.id ?? 'none';
    };
    await rig.create();
    expect(key.presence.awaited).toBe(false);
    expect([card, key].map(({ credentials }) => credentials.length)).toEqual([1, 0]);
  });

  it('may be the blinking key from the list, which then asks for the touch that counts', async () => {
    const { rig, key } = await cardAndKey();
    rig.person.answerDevice = (devices) => devices.find(({ name }) => name === 'Key')?.id ?? 'none';
    rig.person.onNotice = ({ type }) => {
      if (type === 'touch') key.presence.touch();
    };
    await rig.create();
    expect(key.credentials).toHaveLength(1);
    expect(key.commandLog.slice(-2).map(({ command, status }) => [command, status])).toEqual([
      [0x0b, 0x2d],
      [0x01, 0x00],
    ]);
  });

  it('is asked again when a card is pulled meanwhile, and not at all when one is left', async () => {
    const { rig, transport } = await withKeys();
    const keys = [0, 1, 2].map(() => new VirtualKey({ pin: '2468' }));
    for (const key of keys) transport.insert(key, { transport: 'smart-card' });
    await warm(rig.keys);
    rig.person.answerPin = () => '2468';
    rig.person.answerDevice = (_, signal) => neverAnswers(signal);
    const creating = rig.create();
    await expect.poll(() => rig.person.deviceRequests.length).toBe(1);
    for (const key of keys.slice(1)) {
      transport.remove(key);
    }
    await creating;
    expect(keys[0]?.credentials).toHaveLength(1);
  });

  it('is asked again after an answer that names none of them', async () => {
    const { rig } = await cardAndKey();
    const answers = ['nonsense'];
    rig.person.answerDevice = (devices) => answers.shift() ?? devices[0]?.id ?? '';
    await rig.create();
    expect(rig.person.deviceRequests).toHaveLength(2);
  });

  it('ends in the dark when the ceremony is cancelled', async () => {
    const { rig, key } = await cardAndKey();
    rig.person.answerDevice = (_, signal) => neverAnswers(signal);
    const code = rejectionCode(rig.create());
    await expect.poll(() => key.presence.awaited).toBe(true);
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
    expect(key.presence.awaited).toBe(false);
  });
});
