import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { listOf } from '../../../rig/rig.ts';
import { blinking, registerOn, several } from '../../../rig/several-keys.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const KEEPALIVE_CANCEL = 0x2d;

describe('several keys', () => {
  it('all blink for a registration; the first touch has it, and the others go dark', async () => {
    const { keys, rig } = await several({}, {}, {});
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual([true, true, true]);
    keys[1]?.presence.touch();
    await creating;
    await expect.poll(() => blinking(keys)).toEqual([false, false, false]);
    expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1, 0]);
    expect(keys.map(({ commandLog }) => commandLog.at(-1)?.status)).toEqual([
      KEEPALIVE_CANCEL,
      0,
      KEEPALIVE_CANCEL,
    ]);
  });

  it.each(['known', 'unknown'] as const)(
    'that know fingers: the first that feels one has it (%s)',
    async (finger) => {
      const model = { builtInVerification: { enrolled: true }, pin: '4711' };
      const { keys, rig } = await several(model, model);
      const [first, second] = keys;
      if (second?.verification !== undefined) second.verification.finger = finger;
      rig.person.answerPin = () => '4711';
      const creating = rig.create({ authenticatorSelection: { userVerification: 'required' } });
      await expect.poll(() => blinking(keys)).toEqual([true, true]);
      expect(rig.person.notices.filter(({ type }) => type !== 'device-wait')).toMatchObject([
        { type: 'fingerprint', device: { name: 'Key 0' } },
        { type: 'touch', others: [{ name: 'Key 1' }] },
      ]);
      second?.presence.touch();
      await expect.poll(() => first?.presence.awaited).toBe(false);
      rig.person.onNotice = ({ type }) => {
        if (type === 'fingerprint' || type === 'touch') setTimeout(() => second?.presence.touch());
      };
      await expect.poll(() => second?.presence.awaited).toBe(true);
      second?.presence.touch();
      await creating;
      expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1]);
    },
  );

  it('are named together to the person', async () => {
    const { keys, rig } = await several({}, {});
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    expect(rig.person.notices.at(-1)).toMatchObject({
      type: 'touch',
      device: { name: 'Key 0' },
      others: [{ name: 'Key 1' }],
    });
    keys[0]?.presence.touch();
    await creating;
    expect(rig.person.deviceRequests).toEqual([]);
  });

  it('that do not know the credential do not blink for a sign-in', async () => {
    const known = new VirtualKey();
    const id = await registerOn(known);
    const { keys, transport, rig } = await several({}, {});
    transport.insert(known, { name: 'Known' });
    await warm(rig.keys);
    known.presence.mode = 'wait';
    const before = keys.map(({ commandLog }) => commandLog.length);
    const signingIn = rig.get({ allowCredentials: listOf(id) });
    await expect.poll(() => known.presence.awaited).toBe(true);
    expect(blinking(keys)).toEqual([false, false]);
    expect(keys.map(({ commandLog }, index) => commandLog.length - (before[index] ?? 0))).toEqual([
      1, 1,
    ]);
    known.presence.touch();
    expect((await signingIn).id).toBe(id);
  });

  it('that hold no account of the portal do not blink when it names none', async () => {
    const known = new VirtualKey();
    const id = await registerOn(known, { residentKey: true });
    const { keys, transport, rig } = await several({}, { residentKeySlots: 0 });
    transport.insert(known);
    await warm(rig.keys);
    known.presence.mode = 'wait';
    const signingIn = rig.get();
    await expect.poll(() => known.presence.awaited).toBe(true);
    expect(blinking(keys)).toEqual([false, false]);
    known.presence.touch();
    expect((await signingIn).id).toBe(id);
  });

  it('blink where none shows the credential, and a touch tells that it is not there', async () => {
    const { keys, rig } = await several({}, {});
    const code = rejectionCode(rig.get({ allowCredentials: listOf('elsewhere') }));
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    keys[1]?.presence.touch();
    expect(await code).toBe('no-credential');
    expect(blinking(keys)).toEqual([false, false]);
  });

  it('that lack what the page asks for are left out', async () => {
    const { keys, rig } = await several({ residentKeySlots: 0 }, { algorithms: [-8] }, {});
    const creating = rig.create({ authenticatorSelection: { residentKey: 'required' } });
    await expect.poll(() => blinking(keys)).toEqual([false, false, true]);
    keys[2]?.presence.touch();
    await creating;
  });

  it('go on when one is pulled, and end when the last one is', async () => {
    const { keys, transport, rig } = await several({}, {});
    const code = rejectionCode(rig.create());
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    const [first, second] = keys;
    if (first === undefined || second === undefined) throw new Error('two keys are needed');
    transport.remove(first);
    await expect.poll(() => blinking(keys)).toEqual([false, true]);
    transport.remove(second);
    expect(await code).toBe('device-removed');
  });

  it('all go dark when the ceremony is cancelled', async () => {
    const { keys, rig } = await several({}, {});
    const code = rejectionCode(rig.create());
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
    expect(blinking(keys)).toEqual([false, false]);
  });

  it('one of which the person refuses end with that refusal', async () => {
    const { keys, rig } = await several({}, {});
    const code = rejectionCode(rig.create());
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    keys[0]?.presence.refuse();
    expect(await code).toBe('touch-denied');
    expect(blinking(keys)).toEqual([false, false]);
  });

  it.each([
    ['each answer in time, though not all of them together', 3],
    ['more answers than anybody would wait for', 20],
  ])('one of which needs %s keep it', async (_name, others) => {
    const slow = new VirtualKey({ maxCredentialCountInList: 1 });
    const id = await registerOn(slow);
    const { transport, rig } = await several({});
    transport.insert(slow, { name: 'Slow' });
    await warm(rig.keys);
    slow.presence.mode = 'wait';
    slow.presence.onAwaited(() => setImmediate(() => slow.presence.touch()));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    transport.onExchange(({ key }) => {
      if (key === slow && !slow.presence.awaited) vi.advanceTimersByTime(900);
    });
    const foreign = Array.from({ length: others }, (_, index) => Buffer.alloc(32, index + 1));
    expect((await rig.get({ allowCredentials: listOf(...foreign, id) })).id).toBe(id);
  });

  it('one of which says nothing do not wait for it', async () => {
    const { keys, transport, rig } = await several({}, {});
    const [mute, other] = keys;
    transport.onExchange(({ key }) => (key === mute ? new Promise(() => {}) : undefined));
    const creating = rig.get({ allowCredentials: listOf('any') }).catch(() => undefined);
    await expect.poll(() => other?.presence.awaited).toBe(true);
    other?.presence.touch();
    await creating;
  });
});

describe('a single key', () => {
  it('is asked nothing beforehand', async () => {
    const { keys, rig } = await several({});
    const [key] = keys;
    const before = key?.commandLog.length ?? 0;
    const creating = rig.create();
    await expect.poll(() => key?.presence.awaited).toBe(true);
    expect(key?.commandLog.length).toBe(before + 1);
    key?.presence.touch();
    await creating;
  });
});
