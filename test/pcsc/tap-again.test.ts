import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registered, verifyAuthentication } from '../rig/relying-party.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { atTerminal } from './at-terminal.ts';
import { BridgeOnStage, PIN } from './bridge-on-stage.ts';
import { T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

// The card takes its power for a touch, once. pcscd keeps the power on between two ceremonies.

let stage: PcscStage;
let bridge: BridgeOnStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Tap Reader');
  bridge = new BridgeOnStage();
});
afterAll(async () => {
  await bridge.stop();
  await stage.strike();
});
beforeEach(async () => {
  bridge.person.notices.length = 0;
  bridge.person.pinRequests.length = 0;
});

/** A person who lifts the card when they are told to, and lays it down once the reader is empty. */
async function layTapped(options: VirtualKeyOptions, atr?: Uint8Array): Promise<VirtualKey> {
  await stage.clear();
  await bridge.empty();
  const key = new VirtualKey(options);
  key.presence.mode = 'tap';
  const card = new FidoApplet(key, atr === undefined ? {} : { atr });
  bridge.person.onNotice = (notice) => {
    if (notice.type !== 'touch' || notice.again !== true) return;
    stage.reader.remove();
    void bridge.empty().then(() => stage.reader.insert(card));
  };
  stage.reader.insert(card);
  await bridge.keyRead();
  return key;
}

const lifts = (): number =>
  bridge.person.notices.filter((notice) => notice.type === 'touch' && notice.again).length;

describe.each([
  ['on a reader', undefined],
  ['in a reader', T0_ATR],
])('a card %s', (_where, atr) => {
  it('gives one touch each time that it is powered up: the person lifts it for the second', async () => {
    const key = await layTapped({ pin: PIN }, atr);
    const made = await bridge.create();
    expect(lifts()).toBe(0);
    const credential = await registered(made);
    const signed = await bridge.get(made.id);
    expect((await verifyAuthentication(signed, credential, true)).verified).toBe(true);
    expect(lifts()).toBe(1);
    expect(bridge.person.pinRequests.map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      'verification-expired',
    ]);
    expect(key.pinTriesLeft).toBe(8);
  });
});

it.each([
  ['', []],
  [', also where the reader is named', ['--device', 'Wardkey Tap Reader 00 00']],
])('is lifted for the second ceremony at a terminal%s', async (_which, args) => {
  await stage.clear();
  const key = new VirtualKey();
  key.presence.mode = 'tap';
  const card = new FidoApplet(key);
  stage.reader.insert(card);
  const session = atTerminal(stage.pcscd, ['sign', ...args]);
  await session.shows('Take it away and put it back: Wardkey Tap Reader 00 00');
  await stage.clear();
  stage.reader.insert(card);
  expect(await session.end()).toBe(0);
});
