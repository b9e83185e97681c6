import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { KeyRig, listOf, Rig } from '../../../rig/rig.ts';
import { neverAnswers } from '../../../rig/scripted-person.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const KEEPALIVE_CANCEL = 0x2d;
const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };

afterEach(() => {
  vi.useRealTimers();
});

async function waitingForTouch(): Promise<KeyRig> {
  const rig = await KeyRig.with();
  rig.key.presence.mode = 'wait';
  rig.key.presence.timeoutMs = 3_600_000;
  return rig;
}

const lastStatus = ({ key }: KeyRig) => key.commandLog.at(-1)?.status;

describe('life of a ceremony', () => {
  it.each([
    [1_000, 15_000],
    [60_000, 60_000],
    [undefined, 180_000],
    [7_200_000, 600_000],
    [Number.NaN, 180_000],
  ])('a time-out of %s is %d ms', async (timeout, expected) => {
    vi.useFakeTimers();
    const rig = await waitingForTouch();
    let code: string | undefined;
    const ended = rejectionCode(rig.create(timeout === undefined ? {} : { timeout })).then(
      (rejected) => {
        code = rejected;
      },
    );
    await vi.advanceTimersByTimeAsync(expected - 1);
    expect(code).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(code).toBe('ceremony-timeout');
    expect(lastStatus(rig)).toBe(KEEPALIVE_CANCEL);
  });

  it('a cancel ends the wait at the key too, with the reason that was given', async () => {
    const rig = await waitingForTouch();
    const code = rejectionCode(rig.create());
    await expect.poll(() => rig.key.presence.awaited).toBe(true);
    rig.stop.abort(new WardkeyError('page-gone'));
    expect(await code).toBe('page-gone');
    expect(rig.key.presence.awaited).toBe(false);
    expect(lastStatus(rig)).toBe(KEEPALIVE_CANCEL);
    expect(rig.key.credentials).toEqual([]);
  });

  it('sends nothing when cancelled beforehand', async () => {
    const rig = await KeyRig.with();
    rig.stop.abort(new WardkeyError('ceremony-aborted'));
    const commands = await rig.commandsOf(async () => {
      expect(await rejectionCode(rig.create())).toBe('ceremony-aborted');
    });
    expect(commands).toEqual([]);
  });

  it('refuses a second ceremony while one runs, and takes one afterwards', async () => {
    const rig = await waitingForTouch();
    const first = rig.create();
    await expect.poll(() => rig.key.presence.awaited).toBe(true);
    expect(await rejectionCode(rig.create())).toBe('ceremony-busy');
    expect(await rejectionCode(rig.get())).toBe('ceremony-busy');
    rig.key.presence.touch();
    const { id } = await first;
    rig.key.presence.mode = 'auto';
    await expect(rig.get({ allowCredentials: listOf(id) })).resolves.toMatchObject({ id });
  });

  it('tells of the touch once, however long it takes', async () => {
    const rig = await waitingForTouch();
    const creating = rig.create();
    await expect.poll(() => rig.key.presence.awaited).toBe(true);
    await new Promise((done) => setTimeout(done, 250));
    rig.key.presence.touch();
    await creating;
    const [device] = rig.keys.list.devices;
    expect(rig.person.notices).toEqual([
      { type: 'working', device },
      { type: 'touch', device },
    ]);
  });

  it.each(['deny', 'timeout'] as const)('a touch that does not come: %s', async (how) => {
    const rig = await KeyRig.with();
    rig.key.presence.mode = how === 'deny' ? 'deny' : 'wait';
    rig.key.presence.timeoutMs = 20;
    expect(await rejectionCode(rig.create())).toBe(
      how === 'deny' ? 'touch-denied' : 'touch-timeout',
    );
  });
});

describe('a key that is pulled', () => {
  it('ends the wait for a touch at once', async () => {
    const rig = await waitingForTouch();
    const code = rejectionCode(rig.create());
    await expect.poll(() => rig.key.presence.awaited).toBe(true);
    // From now on no timer ends: nothing may wait for one.
    vi.useFakeTimers();
    rig.transport.remove(rig.key);
    expect(await code).toBe('device-removed');
  });

  it('ends the wait for a PIN', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = (_, signal) => neverAnswers(signal);
    const code = rejectionCode(rig.create(REQUIRED));
    await expect.poll(() => rig.person.pinRequests.length).toBe(1);
    rig.transport.remove(rig.key);
    expect(await code).toBe('device-removed');
  });

  it('at any message ends in device-removed, and the next attempt works', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = () => '4711';
    let pullAt = 0;
    rig.transport.onExchange(({ key, message, index }) => {
      // The first message after plugging in is getInfo, which is no part of the ceremony.
      if (index === pullAt && message[0] !== 0x04) {
        rig.transport.remove(key);
      }
    });
    for (pullAt = 1; pullAt <= 4; pullAt += 1) {
      rig.transport.remove(rig.key);
      rig.transport.insert(rig.key);
      await warm(rig.keys);
      expect(await rejectionCode(rig.create(REQUIRED))).toBe('device-removed');
    }
    rig.transport.insert(rig.key);
    await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
  });
});

describe('a key that never answers', () => {
  async function muteFrom(command: number) {
    const transport = new OddKeyTransport(new VirtualKey());
    const rig = new Rig(transport);
    await warm(rig.keys);
    const reached = Promise.withResolvers<void>();
    transport.meddle = (message, ask) => {
      if (message[0] !== command) {
        return ask();
      }
      reached.resolve();
      return Promise.withResolvers<Uint8Array>().promise;
    };
    return { rig, transport, reached: reached.promise };
  }

  it('is let go within a second or so of the cancel', async () => {
    const { rig, transport, reached } = await muteFrom(0x01);
    const code = rejectionCode(rig.create());
    await reached;
    const closed = transport.closed;
    vi.useFakeTimers();
    rig.stop.abort();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await code).toBe('ceremony-cancelled');
    expect(transport.closed).toBe(closed + 1);
  });

  it('and fails in its own way when cancelled: the cancel is what is told', async () => {
    const { rig, transport } = await muteFrom(0x01);
    const reached = Promise.withResolvers<void>();
    transport.meddle = () => {
      reached.resolve();
      return neverAnswers<Uint8Array>(rig.stop.signal).catch(() => {
        throw new WardkeyError('device-mute');
      });
    };
    const code = rejectionCode(rig.create());
    await reached.promise;
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
  });

  it('is given up at once when it is pulled', async () => {
    const { rig, transport, reached } = await muteFrom(0x01);
    const code = rejectionCode(rig.create());
    await reached;
    vi.useFakeTimers();
    transport.remove();
    expect(await code).toBe('device-removed');
  });

  it('does not outlive the ceremony’s time', async () => {
    vi.useFakeTimers();
    const { rig } = await muteFrom(0x01);
    const code = rejectionCode(rig.create({ timeout: 15_000 }));
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await code).toBe('ceremony-timeout');
  });
});

it('ceremonies leave nothing behind that waits for the key to go', async () => {
  const rig = await KeyRig.with();
  const [device] = rig.keys.list.devices;
  const { removed, close } = await rig.keys.open(device?.id ?? '', rig.stop.signal);
  await close();
  const { id } = await rig.create();
  const before = getEventListeners(removed, 'abort').length;
  for (let round = 0; round < 5; round += 1) await rig.get({ allowCredentials: listOf(id) });
  await rig.keys.open(device?.id ?? '', rig.stop.signal).then((open) => open.close());
  expect(getEventListeners(removed, 'abort').length).toBe(before);
});
