import { describe, expect, it } from 'vitest';
import { NfcCtap } from '../../../../bridge/transport/nfcctap.ts';
import { GET_INFO, never, replay, SELECT, selected } from './replay.ts';

describe('long messages and answers', () => {
  const message = `01${'ab'.repeat(500)}`;
  const first = `90108000f0${message.slice(0, 480)}`;
  const second = `90108000f0${message.slice(480, 960)}`;
  const third = `8010800015${message.slice(960)}00`;

  it('chains in short APDUs', async () => {
    const { exchange } = replay(selected, [first, '9000'], [second, '9000'], [third, '009000']);
    expect(await exchange(message)).toBe('00');
  });

  it('sends 255 bytes in one', async () => {
    const whole = `02${'cd'.repeat(254)}`;
    const { exchange } = replay(selected, [`80108000ff${whole}00`, '2e9000']);
    expect(await exchange(whole)).toBe('2e');
  });

  it('goes over to extended length for good when the card cannot chain', async () => {
    const whole = `801080000001f5${message}0000`;
    const small = '80108000000001040000';
    const { ctap, exchange } = replay(
      selected,
      [first, '6884'],
      [whole, '009000'],
      [small, '00a09000'],
    );
    const options = { signal: never, onKeepalive: () => {} };
    expect(await ctap.exchange(Buffer.from(message, 'hex'), options)).toHaveLength(1);
    expect(await exchange('04')).toBe('00a0');
  });

  it.each(['6881', '6882', '6a80', '6a81', '00119000'])(
    'tries extended length once after %s to a piece, and chains again where that is no better',
    async (answer) => {
      const whole = `801080000001f5${message}0000`;
      const { ctap, exchange, options } = replay(
        selected,
        [first, '9000'],
        [second, answer],
        [whole, '6f00'],
        selected,
        [`${GET_INFO}00`, '00a09000'],
      );
      const sent = ctap.exchange(Buffer.from(message, 'hex'), options);
      await expect(sent).rejects.toMatchObject({ code: 'key-refused' });
      expect(await exchange('04')).toBe('00a0');
    },
  );

  it.each(['6700', '6883', '6884'])(
    'does not send the whole again when the last piece is answered with %s',
    async (answer) => {
      const { exchange } = replay(selected, [first, '9000'], [second, '9000'], [third, answer]);
      await expect(exchange(message)).rejects.toMatchObject({ code: 'key-request-too-large' });
    },
  );

  it('collects an answer in pieces, shorter ones than asked for too', async () => {
    const { exchange } = replay(
      selected,
      [`${GET_INFO}00`, '00a16100'],
      ['00c0000000', `${'11'.repeat(247)}6105`],
      ['00c0000005', '22222222229000'],
    );
    expect(await exchange('04')).toBe(`00a1${'11'.repeat(247)}2222222222`);
  });

  it('collects an answer that begins with nothing', async () => {
    const { exchange } = replay(selected, [`${GET_INFO}00`, '6100'], ['00c0000000', '00a19000']);
    expect(await exchange('04')).toBe('00a1');
  });

  it('finds the class byte and the length that GET RESPONSE must have', async () => {
    const { exchange } = replay(
      selected,
      [`${GET_INFO}00`, '6110'],
      ['00c0000010', '6e00'],
      ['80c0000010', '6c02'],
      ['80c0000002', '00a19000'],
    );
    expect(await exchange('04')).toBe('00a1');
  });

  it('gives up on a card that always has more', async () => {
    let answers = 0;
    const flood = new NfcCtap(async (apdu) => {
      if (apdu[1] === 0xa4) return Buffer.from('9000', 'hex');
      answers += 1;
      return Buffer.concat([Buffer.alloc(256), Buffer.from('6100', 'hex')]);
    });
    const options = { signal: never, onKeepalive: () => {} };
    await expect(flood.exchange(Uint8Array.of(4), options)).rejects.toMatchObject({
      code: 'device-garbled',
    });
    expect(answers).toBe(257);
  });

  it('gives up on a card that has more, and never anything', async () => {
    const drip = new NfcCtap(async (apdu) =>
      Buffer.from(apdu[1] === 0xa4 ? '9000' : '6110', 'hex'),
    );
    const options = { signal: never, onKeepalive: () => {} };
    await expect(drip.exchange(Uint8Array.of(4), options)).rejects.toMatchObject({
      code: 'device-garbled',
    });
  });
});

describe('answers', () => {
  it.each([
    ['6f31', '31'],
    ['0036', '36'],
  ])('takes a CTAP status out of the status word %s', async (answer, status) => {
    const { exchange } = replay(selected, [`${GET_INFO}00`, answer]);
    expect(await exchange('04')).toBe(status);
  });

  it.each(['9000', '6f00', '6700', '0000', 'aabb6a80'])('is garbled: %s', async (answer) => {
    const { exchange } = replay(selected, [`${GET_INFO}00`, answer]);
    await expect(exchange('04')).rejects.toMatchObject({ code: 'device-garbled' });
  });

  it.each(['', '90'])('means a card that is gone: "%s"', async (answer) => {
    const { exchange } = replay(selected, [`${GET_INFO}00`, answer]);
    await expect(exchange('04')).rejects.toMatchObject({ code: 'device-removed' });
  });
});

describe('polling', () => {
  it('goes on until the answer, and tells of each keepalive', async () => {
    const { exchange, keepalives } = replay(
      selected,
      [`${GET_INFO}00`, '9100'],
      ['8011000000', '019100'],
      ['8011000000', '029100'],
      ['8011000000', '00a16103'],
      ['00c0000003', '0102039000'],
    );
    expect(await exchange('04')).toBe('00a1010203');
    expect(keepalives).toEqual(['processing', 'processing', 'touch-needed']);
  });

  it('is not offered again to a card that refuses it', async () => {
    const { exchange } = replay(
      selected,
      [`${GET_INFO}00`, '6a86'],
      ['80100000010400', '00a09000'],
    );
    expect(await exchange('04')).toBe('00a0');
  });

  it('never sends a message twice that the key has begun to work on', async () => {
    const { exchange } = replay(selected, ['80108000010100', '029100'], ['8011000000', '6985']);
    await expect(exchange('01')).rejects.toMatchObject({ code: 'key-not-allowed' });
  });

  it('cancels once, at once, and waits until the key is quiet', async () => {
    const reason = new Error('the person cancelled');
    const cancel = new AbortController();
    const sent: string[] = [];
    const ctap = new NfcCtap(async (apdu) => {
      const command = Buffer.from(apdu).toString('hex');
      sent.push(command);
      if (command === SELECT) return Buffer.from('9000', 'hex');
      const cancels = sent.filter((one) => one === '8011110000').length;
      const quiet = cancels === 1 && sent.at(-1) === '8011000000';
      return Buffer.from(quiet ? '2d9000' : '029100', 'hex');
    });
    const exchange = ctap.exchange(Uint8Array.of(2), {
      signal: cancel.signal,
      onKeepalive: () => setTimeout(() => cancel.abort(reason), 2),
    });
    await expect(exchange).rejects.toBe(reason);
    expect(sent.slice(-2)).toEqual(['8011110000', '8011000000']);
  });

  it('stops waiting for a key that does not heed a cancel, and selects it anew', async () => {
    const reason = new Error('the person cancelled');
    const cancel = new AbortController();
    let selections = 0;
    const ctap = new NfcCtap(async (apdu) => {
      if (apdu[1] !== 0xa4) return Buffer.from(selections > 1 ? '00a09000' : '029100', 'hex');
      selections += 1;
      return Buffer.from('9000', 'hex');
    });
    setTimeout(() => cancel.abort(reason), 20);
    const options = { signal: cancel.signal, onKeepalive: () => {} };
    await expect(ctap.exchange(Uint8Array.of(2), options)).rejects.toBe(reason);
    const next = await ctap.exchange(Uint8Array.of(4), { signal: never, onKeepalive: () => {} });
    expect(Buffer.from(next).toString('hex')).toBe('00a0');
  });

  it('sends nothing after a cancel that came before', async () => {
    const { ctap, sent } = replay();
    const reason = new Error('cancelled');
    const options = { signal: AbortSignal.abort(reason), onKeepalive: () => {} };
    await expect(ctap.exchange(Uint8Array.of(4), options)).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });
});

it('says farewell only to an applet that is selected', async () => {
  const { ctap, sent } = replay(selected, ['80120100', '9000']);
  await ctap.end(never);
  expect(sent).toEqual([]);
  await ctap.select(never);
  await ctap.end(never);
  expect(sent).toHaveLength(2);
});

it.each([
  ['a token for a finger', '06a50101020603a0', 40_000],
  ['the tries left for a finger', '06a201010207', 10_000],
  ['a token for a PIN', '06a50101020903a0', 10_000],
  ['a new credential', '01a0', 40_000],
])('gives %s its time', async (_, message, timeoutMs) => {
  const times: number[] = [];
  const ctap = new NfcCtap(async (_apdu, options) => {
    times.push(options.timeoutMs);
    return Buffer.from('009000', 'hex');
  });
  await ctap.exchange(Buffer.from(message, 'hex'), { signal: never, onKeepalive: () => {} });
  expect(times.at(-1)).toBe(timeoutMs);
});
