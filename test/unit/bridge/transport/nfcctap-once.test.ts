import { describe, expect, it } from 'vitest';
import { GET_INFO, replay, selected } from './replay.ts';

describe('a message that is sent once', () => {
  const pin = '801080000206ab00';
  const info = [`${GET_INFO}00`, '00a09000'] as const;

  it.each(['6985', '6986', '6d00', '6e00', '6a86'])(
    'is not sent again after %s, and the applet is selected anew for the next',
    async (refusal) => {
      const { ctap, exchange, options } = replay(selected, info, [pin, refusal], selected, info);
      await ctap.exchange(Uint8Array.of(4), options);
      const spent = ctap.exchange(Uint8Array.of(6, 0xab), { ...options, once: true });
      await expect(spent).rejects.toMatchObject({
        code: 'device-busy',
        facts: { unsettled: true, statusWord: refusal.toUpperCase() },
      });
      expect(await exchange('04')).toBe('00a0');
    },
  );

  it('is not sent at all when the selection of before is lost', async () => {
    const { ctap, sent, options } = replay(selected, info);
    await ctap.exchange(Uint8Array.of(4), options);
    ctap.forgetSelection();
    const spent = ctap.exchange(Uint8Array.of(6, 0xab), { ...options, once: true });
    await expect(spent).rejects.toMatchObject({ code: 'device-busy', facts: { unsettled: true } });
    expect(sent).toHaveLength(2);
  });

  it('goes over to extended length, as the card has not got it yet', async () => {
    const message = `06${'ab'.repeat(300)}`;
    const { ctap, options } = replay(
      selected,
      info,
      [`90108000f0${message.slice(0, 480)}`, '6884'],
      [`8010800000012d${message}0000`, '009000'],
    );
    await ctap.exchange(Uint8Array.of(4), options);
    const spent = ctap.exchange(Buffer.from(message, 'hex'), { ...options, once: true });
    expect(await spent).toEqual(Uint8Array.of(0));
  });
});
