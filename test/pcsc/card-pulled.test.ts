import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import type { CtapDevice } from '../../bridge/transport/transport.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;
/** SELECT, two commands of a chain, two polls, and GET RESPONSE. */
const APDUS = 6;
const MESSAGE = Uint8Array.from({ length: 400 }, (_value, index) => (index === 0 ? 0x01 : index));

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

/** Plays one exchange that needs six APDUs, and does something when the card has got the nth. */
function cardThat(nth: number, act: () => void): VirtualCard & { readonly count: number } {
  const answers = ['9000', '9000', '029100', '029100', '00a16102', '01029000'];
  let count = 0;
  return {
    atr: Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01),
    reset: () => {},
    get count() {
      return count;
    },
    transmit: async () => {
      const answer = Buffer.from(answers[count] ?? '6d00', 'hex');
      count += 1;
      if (count === nth) act();
      return answer;
    },
  };
}

async function exchange(device: CtapDevice): Promise<Uint8Array> {
  const channel = await device.open(never);
  try {
    return await channel.exchange(MESSAGE, { signal: never, onKeepalive: () => {} });
  } finally {
    await channel.close();
  }
}

it('takes six APDUs when nobody pulls the card', async () => {
  const card = cardThat(0, () => {});
  const answer = await exchange(await stage.lay(card));
  expect(Buffer.from(answer).toString('hex')).toBe('00a10102');
  // The farewell is the seventh.
  expect(card.count).toBe(APDUS + 1);
});

const MOMENTS = Array.from({ length: APDUS }, (_value, index) => index + 1);

it.each(MOMENTS)(
  'ends when the card is pulled at APDU %i, and the next card works',
  async (nth) => {
    const device = await stage.lay(cardThat(nth, () => stage.reader.remove()));
    await expect(exchange(device)).rejects.toMatchObject({ code: 'device-removed' });
    await stage.rest();
    const next = await stage.lay(new FidoApplet(new VirtualKey()));
    const channel = await next.open(never);
    expect((await getInfo(channel, { signal: never })).versions).toContain('FIDO_2_1');
    await channel.close();
  },
);

it.each(MOMENTS)('ends when the reader is unplugged at APDU %i', async (nth) => {
  const device = await stage.lay(cardThat(nth, () => void stage.reader.unplug()));
  await expect(exchange(device)).rejects.toMatchObject({ code: 'device-removed' });
  await stage.reader.plug();
});

it.each(MOMENTS)('ends when pcscd dies at APDU %i, and works when it is back', async (nth) => {
  const device = await stage.lay(cardThat(nth, () => void stage.pcscd.kill()));
  await expect(exchange(device)).rejects.toMatchObject({ code: 'pcsc-service-stopped' });
  await stage.pcscd.restart();
  await stage.rest();
  const next = await stage.lay(new FidoApplet(new VirtualKey()));
  const channel = await next.open(never);
  expect((await getInfo(channel, { signal: never })).versions).toContain('FIDO_2_1');
  await channel.close();
});

it('never takes the next card in the same reader for the one that was pulled', async () => {
  const device = await stage.lay(new FidoApplet(new VirtualKey()));
  const channel = await device.open(never);
  stage.reader.insert(new FidoApplet(new VirtualKey()));
  await expect(getInfo(channel, { signal: never })).rejects.toMatchObject({
    code: 'device-removed',
  });
  await expect(getInfo(channel, { signal: never })).rejects.toMatchObject({
    code: 'device-removed',
  });
  await channel.close();
});
