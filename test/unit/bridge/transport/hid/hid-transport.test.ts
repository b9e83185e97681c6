import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HidError } from '../../../../../bridge/transport/hid/hid-library.ts';
import { FakeHid, Told } from './fake-hid.ts';

const NEVER = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function told(fake: FakeHid): Promise<Told> {
  const observer = new Told(fake);
  await vi.advanceTimersByTimeAsync(0);
  return observer;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('USB keys', () => {
  it('are told of, then that all is well', async () => {
    const fake = new FakeHid();
    fake.plug();
    const observer = await told(fake);
    expect(observer.device).toMatchObject({ transport: 'usb', name: 'Fake key' });
    expect(observer.problems).toContain(null);
    fake.unplug();
    await pass(0);
    expect(observer.devices.size).toBe(0);
    await observer.transport.stop();
  });

  it('without permission are told of after a second, and anew once they have it', async () => {
    const fake = new FakeHid();
    const observer = await told(fake);
    fake.plug({ insertion: 'one', accessible: false });
    await pass(900);
    expect(observer.added).toBe(0);
    await pass(200);
    expect(observer.added).toBe(1);
    fake.entries.length = 0;
    fake.plug({ insertion: 'one', accessible: true });
    await pass(0);
    expect([observer.added, observer.devices.size]).toEqual([2, 1]);
    await observer.transport.stop();
  });

  it('whose driver says that they are gone are taken back at once, and not told of again', async () => {
    const fake = new FakeHid();
    fake.plug();
    const observer = await told(fake);
    await observer.device.open(NEVER);
    fake.listener?.onError(new HidError('gone', 'disconnected'));
    expect(observer.devices.size).toBe(0);
    await pass(500);
    fake.unplug();
    await pass(1_000);
    expect(observer.added).toBe(1);
    await observer.transport.stop();
  });

  it('are not told of any more after the end', async () => {
    const fake = new FakeHid();
    const observer = await told(fake);
    fake.plug({ accessible: false });
    await pass(0);
    await observer.transport.stop();
    await pass(5_000);
    expect(observer.added).toBe(0);
  });
});

describe('opening a USB key', () => {
  it.each([
    ['denied', 'hid-no-rule', {}],
    ['forbidden', 'device-restricted', {}],
    ['gone', 'device-removed', {}],
    ['failed', 'device-mute', {}],
    ['library-missing', 'hid-library-missing', { library: 'libudev.so.1' }],
  ] as const)('that is %s ends in %s', async (fault, code, facts) => {
    const fake = new FakeHid();
    fake.plug();
    const { device } = await told(fake);
    fake.openError = new HidError(fault, 'text', 'libudev.so.1');
    await expect(device.open(NEVER)).rejects.toMatchObject({ code, facts });
  });

  it('names the program that does not let go of it', async () => {
    const fake = new FakeHid();
    fake.plug();
    const { device } = await told(fake);
    fake.users = ['chromium'];
    fake.busy = true;
    const opening = expect(device.open(NEVER)).rejects.toMatchObject({
      code: 'device-busy',
      facts: { program: 'chromium' },
    });
    await pass(3_200);
    await opening;
    expect(fake.opened).toBe(0);
  });

  it('that takes no reports ends in time, and so does letting it go', async () => {
    const fake = new FakeHid();
    fake.plug();
    const { device } = await told(fake);
    fake.stuck = true;
    const opening = expect(device.open(NEVER)).rejects.toMatchObject({ code: 'device-mute' });
    await pass(2_500);
    await opening;
    expect(fake.opened).toBe(0);
  });

  it('lets it go when the signal comes first', async () => {
    const fake = new FakeHid();
    fake.plug();
    const { device } = await told(fake);
    fake.writeError = new HidError('failed', 'never mind');
    const stop = new AbortController();
    const reason = new Error('stopped');
    const opening = expect(device.open(stop.signal)).rejects.toBe(reason);
    stop.abort(reason);
    await pass(0);
    await opening;
    expect(fake.opened).toBe(0);
  });
});

describe('a USB key between two users', () => {
  const OPTIONS = { signal: NEVER, onKeepalive: () => {} };
  const GET_INFO = Uint8Array.of(0x04);

  async function used(fake = new FakeHid()) {
    fake.plug();
    const observer = await told(fake);
    const use = async () => {
      const channel = await observer.device.open(NEVER);
      await channel.exchange(GET_INFO, OPTIONS);
      await channel.close();
    };
    await use();
    return { fake, observer, use };
  }

  it('is found open by who comes soon, with its channel, and is shut when nobody comes', async () => {
    const { fake, observer, use } = await used();
    await pass(1_900);
    await use();
    expect({ openings: fake.openings, sent: fake.sent }).toEqual({
      openings: 1,
      sent: [0x06, 0x10, 0x10],
    });
    await pass(1_900);
    expect(fake.opened).toBe(1);
    await pass(200);
    expect(fake.opened).toBe(0);
    await use();
    expect(fake.openings).toBe(2);
    await observer.transport.stop();
    expect(fake.opened).toBe(0);
  });

  it('is two users’ at once all the same, and one of both ways is shut', async () => {
    const { fake, observer } = await used();
    const [one, two] = [await observer.device.open(NEVER), await observer.device.open(NEVER)];
    expect(fake.opened).toBe(2);
    await one.close();
    await two.close();
    expect(fake.opened).toBe(1);
    await observer.transport.stop();
  });

  it('is shut at once after it failed, when it is pulled, and at the end', async () => {
    const { fake, observer, use } = await used();
    const channel = await observer.device.open(NEVER);
    fake.busy = true;
    const failing = expect(channel.exchange(GET_INFO, OPTIONS)).rejects.toMatchObject({
      code: 'device-busy',
    });
    await pass(3_500);
    await failing;
    await channel.close();
    expect(fake.opened).toBe(0);
    fake.busy = false;
    await use();
    expect(fake.opened).toBe(1);
    fake.unplug();
    await pass(0);
    expect(fake.opened).toBe(0);
    fake.plug({ insertion: 'another' });
    await pass(0);
    await use();
    await observer.transport.stop();
    expect(fake.opened).toBe(0);
  });

  it('that fails while it rests is not given to the next', async () => {
    const { fake, observer, use } = await used();
    fake.listener?.onError(new HidError('failed', 'text'));
    await pass(0);
    expect(fake.opened).toBe(0);
    await use();
    expect(fake.openings).toBe(2);
    await observer.transport.stop();
  });
});
