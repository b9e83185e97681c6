import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionCode } from '../rig/code-of.ts';
import { registered, verifyAuthentication, verifyRegistration } from '../rig/relying-party.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { InterruptedCard, type Moment } from '../virtual/interrupted-card.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { BridgeOnStage, PIN } from './bridge-on-stage.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

// A card is pulled at each APDU of a whole registration and of a whole sign-in: before the card
// has worked on it, and after that but before its answer is there.

const CLIENT_PIN = 0x06;
/** getPinToken and its successor with permissions (CTAP 2.1 §6.5.5). */
const PIN_TRIALS: readonly (number | undefined)[] = [0x05, 0x09];

let stage: PcscStage;
let bridge: BridgeOnStage;
const key = new VirtualKey({ pin: PIN });
// Short pieces, so that answers are fetched in several.
const card = new InterruptedCard(new FidoApplet(key, { chunkBytes: 48 }));

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
  bridge = new BridgeOnStage();
});
afterAll(async () => {
  await bridge.stop();
  await stage.strike();
});

const pinsSent = (): number =>
  key.commandLog.filter(
    ({ command, subCommand }) => command === CLIENT_PIN && PIN_TRIALS.includes(subCommand),
  ).length;

async function putIn(): Promise<void> {
  stage.reader.insert(card);
  await bridge.keyRead();
}

/** Runs a ceremony with a card that is pulled at the nth APDU. @returns how it failed */
async function pulledAt(nth: number, moment: Moment, ceremony: () => Promise<unknown>) {
  await putIn();
  const [entered, sent] = [bridge.person.pinRequests.length, pinsSent()];
  card.arm(nth, moment, () => stage.reader.remove());
  const code = await rejectionCode(ceremony());
  expect(card.count).toBe(nth);
  card.arm(0);
  expect(pinsSent() - sent).toBeLessThanOrEqual(bridge.person.pinRequests.length - entered);
  expect(key.pinTriesLeft).toBe(8);
  await bridge.empty();
  return code;
}

async function apdusOf(ceremony: () => Promise<unknown>): Promise<number> {
  await putIn();
  card.arm(0);
  await ceremony();
  stage.reader.remove();
  await bridge.empty();
  return card.count;
}

describe.each(['before', 'after'] as const)('a card that is pulled %s it has worked', (moment) => {
  it('at each APDU of a registration', async () => {
    const count = await apdusOf(() => bridge.create());
    expect(count).toBeGreaterThanOrEqual(8);
    for (let nth = 1; nth <= count; nth += 1) {
      expect(await pulledAt(nth, moment, () => bridge.create())).toBe('device-removed');
    }
    await putIn();
    expect((await verifyRegistration(await bridge.create(), true)).verified).toBe(true);
    stage.reader.remove();
    await bridge.empty();
  });

  it('at each APDU of a sign-in', async () => {
    await putIn();
    const made = await bridge.create();
    const credential = await registered(made);
    stage.reader.remove();
    await bridge.empty();
    const count = await apdusOf(() => bridge.get(made.id));
    expect(count).toBeGreaterThanOrEqual(8);
    for (let nth = 1; nth <= count; nth += 1) {
      expect(await pulledAt(nth, moment, () => bridge.get(made.id))).toBe('device-removed');
    }
    await putIn();
    const answer = await bridge.get(made.id);
    expect((await verifyAuthentication(answer, credential, true)).verified).toBe(true);
    stage.reader.remove();
    await bridge.empty();
  });
});
