import { describe, expect, it } from 'vitest';
import { GET_INFO, never, replay, SELECT, selected } from './replay.ts';

describe('SELECT', () => {
  it.each(['4649444f5f325f309000', '5532465f56329000', '9000', '0102039000'])(
    'takes any answer with success: %s',
    async (answer) => {
      const { exchange } = replay([SELECT, answer], [`${GET_INFO}00`, '00a09000']);
      expect(await exchange('04')).toBe('00a0');
    },
  );

  it.each(['6a82', '6d00', '6e00', '6999'])('finds no FIDO applet in %s', async (answer) => {
    const { exchange } = replay([SELECT, answer]);
    await expect(exchange('04')).rejects.toMatchObject({
      code: 'device-not-fido',
      facts: { statusWord: answer.toUpperCase() },
    });
  });

  it('is sent without a length to a card that wants none', async () => {
    const { exchange } = replay(
      [SELECT, '6700'],
      [SELECT.slice(0, -2), '6108'],
      ['00c0000008', '4649444f5f325f309000'],
      [`${GET_INFO}00`, '00a09000'],
    );
    expect(await exchange('04')).toBe('00a0');
  });

  it('is sent once', async () => {
    const { ctap, exchange } = replay(selected, [`${GET_INFO}00`, '00a09000']);
    await ctap.select(never);
    await ctap.select(never);
    await exchange('04');
  });

  it.each(['6985', '6986', '6d00', '6e00', '6999', '6a82', '6a81', '6881', '6882'])(
    'is sent again after %s',
    async (refusal) => {
      const info = [`${GET_INFO}00`, '00a09000'] as const;
      const { ctap, exchange, options } = replay(
        selected,
        info,
        [`${GET_INFO}00`, refusal],
        selected,
        info,
      );
      await ctap.exchange(Uint8Array.of(4), options);
      expect(await exchange('04')).toBe('00a0');
    },
  );

  it.each(['6a86', '6b00'])(
    'is sent again where another applet says %s to polling, of which ours knows more',
    async (refusal) => {
      const info = [`${GET_INFO}00`, '00a09000'] as const;
      const { ctap, exchange, options } = replay(
        selected,
        info,
        [`${GET_INFO}00`, refusal],
        ['80100000010400', '6d00'],
        selected,
        info,
      );
      await ctap.exchange(Uint8Array.of(4), options);
      expect(await exchange('04')).toBe('00a0');
    },
  );

  it('is sent again where another applet neither chains nor knows what it was sent', async () => {
    const message = `01${'ab'.repeat(300)}`;
    const pieces = [`90108000f0${message.slice(0, 480)}`, `801080003d${message.slice(480)}00`];
    const { ctap, exchange, options } = replay(
      selected,
      [`${GET_INFO}00`, '00a09000'],
      [pieces[0] ?? '', '6884'],
      [`8010800000012d${message}0000`, '6d00'],
      selected,
      [pieces[0] ?? '', '9000'],
      [pieces[1] ?? '', '009000'],
    );
    await ctap.exchange(Uint8Array.of(4), options);
    expect(await exchange(message)).toBe('00');
  });

  it('is sent once more, and not again where that is no better', async () => {
    const refused = ['80108000010100', '6a82'] as const;
    const { ctap, exchange, options } = replay(
      selected,
      [`${GET_INFO}00`, '00a09000'],
      refused,
      selected,
      refused,
    );
    await ctap.exchange(Uint8Array.of(4), options);
    await expect(exchange('01')).rejects.toMatchObject({ code: 'no-credential' });
  });

  it('is not sent again after a refusal that follows it at once', async () => {
    const { exchange } = replay(selected, [`${GET_INFO}00`, '6985']);
    await expect(exchange('04')).rejects.toMatchObject({ code: 'device-not-fido' });
  });

  it('does not make a FIDO key of a card that refuses everything', async () => {
    const refused = [`${GET_INFO}00`, '6985'] as const;
    const { ctap, exchange } = replay(selected, refused, selected, refused);
    await ctap.select(never);
    // In another transaction.
    await ctap.select(never);
    await expect(exchange('04')).rejects.toMatchObject({ code: 'device-not-fido' });
  });
});
