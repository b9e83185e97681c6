import { describe, expect, it } from 'vitest';
import { listOf } from '../../../rig/rig.ts';
import { blinking, registerOn, several } from '../../../rig/several-keys.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

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
