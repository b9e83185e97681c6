import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { listOf, Rig, warm } from '../../../rig/rig.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const KEEPALIVE_CANCEL = 0x2d;

interface Several {
  readonly keys: readonly VirtualKey[];
  readonly transport: InProcessTransport;
  readonly rig: Rig;
}

/** Keys that wait for a touch, in the order of the options. */
async function several(...options: readonly VirtualKeyOptions[]): Promise<Several> {
  const transport = new InProcessTransport();
  const keys = options.map((each, index) => {
    const key = new VirtualKey(each);
    transport.insert(key, { name: `Key ${index}` });
    return key;
  });
  const rig = new Rig(transport);
  await warm(rig.keys);
  for (const { presence } of keys) presence.mode = 'wait';
  return { keys, transport, rig };
}

/** Registers on one key alone, touched at once. @returns the credential's ID */
async function registerOn(key: VirtualKey, options: { residentKey?: boolean } = {}) {
  const transport = new InProcessTransport();
  transport.insert(key);
  const rig = new Rig(transport);
  await warm(rig.keys);
  const residentKey = options.residentKey === true ? 'required' : 'discouraged';
  const { id } = await rig.create({ authenticatorSelection: { residentKey } });
  return id;
}

function blinking(keys: readonly VirtualKey[]): boolean[] {
  return keys.map(({ presence }) => presence.awaited);
}

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

describe('several keys that need a PIN', () => {
  const PIN = '271828';
  const FULL_TRIES = 8;

  it.each([
    ['ctap-2.1', 'ctap-2.1'],
    ['ctap-2.0', 'ctap-2.0'],
    ['ctap-2.1-preview', 'ctap-2.1-preview'],
    ['ctap-2.0', 'ctap-2.3'],
  ] as const)(
    'ask for a touch first, and the PIN of that key alone: %s and %s',
    async (...names) => {
      const { keys, rig } = await several(
        ...names.map((name) => ({ ...PERSONALITIES[name], pin: PIN })),
      );
      rig.person.answerPin = () => PIN;
      const creating = rig.create();
      await expect.poll(() => blinking(keys)).toEqual([true, true]);
      expect(rig.person.pinRequests).toEqual([]);
      expect(rig.person.notices.at(-1)).toMatchObject({ type: 'touch', others: [{}] });
      keys[1]?.presence.touch();
      await expect.poll(() => rig.person.pinRequests.length).toBe(1);
      // The touch said which key; the one that makes the credential is another.
      await expect.poll(() => blinking(keys)).toEqual([false, true]);
      keys[1]?.presence.touch();
      await creating;
      expect(rig.person.pinRequests.map(({ device }) => device.name)).toEqual(['Key 1']);
      expect(rig.person.deviceRequests).toEqual([]);
      expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1]);
      expect(keys.map(({ pinTriesLeft }) => pinTriesLeft)).toEqual([FULL_TRIES, FULL_TRIES]);
      const pinOfOther = keys[0]?.commandLog.filter(({ command }) => command === 0x06);
      expect(pinOfOther).toEqual([]);
    },
  );

  it('take part beside one that needs none, and one of U2F', async () => {
    const { keys, rig } = await several({ pin: PIN }, {}, { versions: ['U2F_V2'] });
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual([true, true, true]);
    keys[1]?.presence.touch();
    // U2F has no cancel: such a key goes dark of itself, a while after it was asked last.
    await expect.poll(() => blinking(keys).slice(0, 2)).toEqual([false, true]);
    keys[1]?.presence.touch();
    await creating;
    expect(rig.person.pinRequests).toEqual([]);
  });

  it('end with the refusal of the one that is refused', async () => {
    const { keys, rig } = await several({ pin: PIN }, { pin: PIN });
    const code = rejectionCode(rig.create());
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    keys[0]?.presence.refuse();
    expect(await code).toBe('touch-denied');
    expect(blinking(keys)).toEqual([false, false]);
  });

  it('go on when one is pulled, and go dark when the ceremony is cancelled', async () => {
    const { keys, transport, rig } = await several({ pin: PIN }, { pin: PIN });
    const [first] = keys;
    if (first === undefined) throw new Error('two keys are needed');
    const code = rejectionCode(rig.create());
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    transport.remove(first);
    await expect.poll(() => blinking(keys)).toEqual([false, true]);
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
    expect(blinking(keys)).toEqual([false, false]);
  });

  it('of which two are touched in the same moment have one winner', async () => {
    const { keys, rig } = await several({ pin: PIN }, { pin: PIN });
    rig.person.answerPin = () => PIN;
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    for (const { presence } of keys) {
      presence.touch();
      presence.mode = 'auto';
    }
    await creating;
    expect(rig.person.pinRequests).toHaveLength(1);
    expect(keys.map(({ credentials }) => credentials.length)).toEqual([1, 0]);
    // The other was let go: the next ceremony has it again.
    await rig.create();
    expect(keys.reduce((sum, { credentials }) => sum + credentials.length, 0)).toBe(2);
  });
});

describe('a key that comes while others blink', () => {
  it.each([1, 2])('takes part, beside %i', async (count) => {
    const { keys, transport, rig } = await several(...Array.from({ length: count }, () => ({})));
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual(keys.map(() => true));
    const late = new VirtualKey();
    late.presence.mode = 'wait';
    transport.insert(late, { name: 'Late' });
    await expect.poll(() => blinking([...keys, late])).toEqual([...keys, late].map(() => true));
    expect(rig.person.notices.at(-1)).toMatchObject({
      type: 'touch',
      others: keys.map(() => ({})),
    });
    late.presence.touch();
    await creating;
    expect([...keys, late].map(({ credentials }) => credentials.length)).toEqual([
      ...keys.map(() => 0),
      1,
    ]);
    expect(blinking(keys)).toEqual(keys.map(() => false));
  });

  it('is used at once where it alone knows the credential', async () => {
    const known = new VirtualKey();
    const id = await registerOn(known);
    const { keys, transport, rig } = await several({});
    const signingIn = rig.get({ allowCredentials: listOf(id) });
    await expect.poll(() => blinking(keys)).toEqual([true]);
    known.presence.mode = 'wait';
    transport.insert(known, { name: 'Known' });
    await expect.poll(() => blinking([...keys, known])).toEqual([false, true]);
    known.presence.touch();
    expect((await signingIn).id).toBe(id);
  });

  it('is nobody’s concern once the person has begun with another', async () => {
    const { keys, transport, rig } = await several({ pin: '2468' });
    const [key] = keys;
    const late = new VirtualKey({ pin: '2468' });
    rig.person.answerPin = async () => {
      transport.insert(late);
      await warm(rig.keys);
      return '2468';
    };
    const creating = rig.create();
    await expect.poll(() => key?.presence.awaited).toBe(true);
    key?.presence.touch();
    await creating;
    expect(rig.person.pinRequests).toHaveLength(1);
    expect(late.credentials).toEqual([]);
  });

  it('is passed over as a card: that may be the same key once more', async () => {
    const { keys, transport, rig } = await several({});
    const creating = rig.create();
    await expect.poll(() => blinking(keys)).toEqual([true]);
    transport.insert(new VirtualKey(), { transport: 'smart-card' });
    await warm(rig.keys);
    expect(blinking(keys)).toEqual([true]);
    keys[0]?.presence.touch();
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
