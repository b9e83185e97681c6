import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { listOf } from '../../../rig/rig.ts';
import { blinking, several } from '../../../rig/several-keys.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';

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

  it('say after that one touch and the PIN that the credential is not there', async () => {
    const { keys, rig } = await several({ pin: PIN }, { pin: PIN });
    let asked = 0;
    rig.person.answerPin = () => PIN;
    for (const { presence } of keys) presence.onAwaited(() => (asked += 1));
    const code = rejectionCode(rig.get({ allowCredentials: listOf(Buffer.alloc(32, 1)) }));
    await expect.poll(() => blinking(keys)).toEqual([true, true]);
    keys[1]?.presence.touch();
    expect(await code).toBe('no-credential');
    expect(rig.person.pinRequests).toHaveLength(1);
    expect(asked).toBe(2);
  });

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
