import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { muteUntilPulled, ScriptedCard } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;
const ask = { signal: never, onKeepalive: () => {} };
const GET_INFO = Uint8Array.of(0x04);

const DRIVER_TIMEOUT_MS = 300;

let patient: PcscStage;

beforeAll(async () => {
  // The second reader gives up on a card after a while, as drivers of real readers do.
  patient = await stagePcsc('Patient Reader', {
    name: 'Impatient Reader',
    answerTimeoutMs: DRIVER_TIMEOUT_MS,
  });
});
afterEach(() => patient.rest());
afterAll(() => patient.strike());

it('gives up on a card that does not answer, and resets it when it can', async () => {
  let wake = (): void => {};
  let asleep = true;
  const card = new ScriptedCard(async (apdu) => {
    if (apdu.startsWith('80') && asleep) await new Promise<void>((resolve) => (wake = resolve));
    return apdu.startsWith('8010') ? '00a09000' : '9000';
  });
  const device = await patient.lay(card);
  const channel = await device.open(never);
  await expect(channel.exchange(GET_INFO, ask)).rejects.toMatchObject({ code: 'device-mute' });
  // While the card holds the reader nothing can be done, and that is said soon.
  await expect(channel.exchange(GET_INFO, ask)).rejects.toMatchObject({ code: 'device-mute' });
  const resetsBefore = card.resets;
  asleep = false;
  wake();
  expect(await channel.exchange(GET_INFO, ask)).toEqual(Uint8Array.of(0x00, 0xa0));
  expect(card.resets).toBeGreaterThan(resetsBefore);
  await channel.close();
});

it('gives up at the opening too, and never blocks the event loop', async () => {
  const device = await patient.lay(new ScriptedCard((_apdu, signal) => muteUntilPulled(signal)));
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);
  await expect(device.open(never)).rejects.toMatchObject({ code: 'device-mute' });
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(100);
});

it('says the same when the driver gives up first, and works when the card is back', async () => {
  let asleep = true;
  const card = new ScriptedCard((apdu, signal) => {
    if (apdu.startsWith('80') && asleep) return muteUntilPulled(signal);
    return apdu.startsWith('8010') ? '00a09000' : '9000';
  });
  const device = await patient.lay(card, 1);
  const channel = await device.open(never);
  // A time-out of our own has no cause.
  await expect(channel.exchange(GET_INFO, ask)).rejects.toMatchObject({
    code: 'device-mute',
    cause: { name: 'PcscError' },
  });
  asleep = false;
  expect(await channel.exchange(GET_INFO, ask)).toEqual(Uint8Array.of(0x00, 0xa0));
  await channel.close();
});

it('is cancelled at once in the middle of a transmission', async () => {
  const device = await patient.lay(new ScriptedCard((_apdu, signal) => muteUntilPulled(signal)));
  const reason = new Error('cancelled');
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(reason), 100);
  await expect(device.open(cancel.signal)).rejects.toBe(reason);
});

it('stops while a transmission hangs', async () => {
  const device = await patient.lay(new ScriptedCard((_apdu, signal) => muteUntilPulled(signal)));
  const cancel = new AbortController();
  const opening = device.open(cancel.signal).catch(() => 'ended');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await patient.rest();
  cancel.abort();
  expect(await opening).toBe('ended');
});
