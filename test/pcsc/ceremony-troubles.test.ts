import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rejectionCode } from '../rig/code-of.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { BridgeOnStage, PIN } from './bridge-on-stage.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const PIN_TRIES = 8;

let stage: PcscStage;
let bridge: BridgeOnStage;
let key: VirtualKey;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
beforeEach(async () => {
  key = new VirtualKey({ pin: PIN });
  stage.reader.insert(new FidoApplet(key));
  bridge = new BridgeOnStage();
  await bridge.keyRead();
});
afterEach(async () => {
  await bridge.stop();
  await stage.pcscd.resume();
  await stage.clear();
});
afterAll(() => stage.strike());

/** Begins a registration, and waits until the PIN is asked for. @returns its end, and how to go on */
async function askedForPin() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  bridge.person.answerPin = (_request, signal) => {
    asked.resolve();
    signal.addEventListener('abort', () => answer.reject(signal.reason), { once: true });
    return answer.promise;
  };
  const code = rejectionCode(bridge.create());
  await asked.promise;
  return { code, enter: () => answer.resolve(PIN) };
}

/** Begins a registration, and waits until the key waits for a touch. @returns its end */
async function askedForTouch(): Promise<{ code: Promise<string> }> {
  key.presence.mode = 'wait';
  const code = rejectionCode(bridge.create());
  await expect.poll(() => key.presence.awaited).toBe(true);
  return { code };
}

async function expectNextWorks(): Promise<void> {
  expect(key.pinTriesLeft).toBe(PIN_TRIES);
  bridge.person.answerPin = () => PIN;
  key.presence.mode = 'auto';
  await bridge.keyRead();
  expect((await bridge.create()).type).toBe('public-key');
}

/** What comes back faster than the bridge has heard that it went is no trouble that people have. */
async function keyForgotten(): Promise<void> {
  await bridge.until(({ devices }) => devices.every(({ key: read }) => read === undefined));
}

/** A trouble, the code that tells of it, and how it is over. */
const TROUBLES: readonly [string, string, () => Promise<unknown>, () => Promise<unknown>][] = [
  [
    'the card is pulled',
    'device-removed',
    async () => {
      stage.reader.remove();
      await keyForgotten();
    },
    async () => stage.reader.insert(new FidoApplet(key)),
  ],
  [
    'the reader is unplugged',
    'device-removed',
    async () => {
      await stage.reader.unplug();
      await keyForgotten();
    },
    () => stage.reader.plug(),
  ],
  ['pcscd dies', 'pcsc-service-stopped', () => stage.pcscd.kill(), () => stage.pcscd.resume()],
  ['pcscd is restarted', 'pcsc-service-stopped', () => stage.pcscd.restart(), async () => {}],
];

describe.each(TROUBLES)('%s', (_name, code, happens, isOver) => {
  it.each([
    ['while the PIN is asked for', askedForPin],
    ['while a touch is awaited', askedForTouch],
  ])('%s', async (_when, begin) => {
    const ceremony = await begin();
    await happens();
    expect(await ceremony.code).toBe(code);
    await isOver();
    // Without a service nobody can tell the card; it is told as soon as there is one again.
    await expect.poll(() => key.presence.awaited).toBe(false);
    await expectNextWorks();
  });

  it('between two ceremonies', async () => {
    await happens();
    await keyForgotten();
    await isOver();
    await expectNextWorks();
  });
});

describe('another program', () => {
  let other: OtherProgram;

  beforeEach(async () => {
    other = await OtherProgram.start(bridge.list.devices[0]?.name ?? '');
  });
  afterEach(() => other.stop());

  it('holds the card when a ceremony begins: it is busy, and free again later', async () => {
    await other.act('begin');
    expect(await rejectionCode(bridge.create())).toBe('device-busy');
    await other.act('end');
    await expectNextWorks();
  });

  it('takes the card while the PIN is typed: no try is spent', async () => {
    const { code, enter } = await askedForPin();
    await other.act('begin');
    enter();
    expect(await code).toBe('device-busy');
    expect(key.pinTriesLeft).toBe(PIN_TRIES);
    await other.act('end');
    await expectNextWorks();
  });

  it('resets the card while the PIN is typed, and the ceremony goes on', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<string>();
    bridge.person.answerPin = () => {
      asked.resolve();
      return answer.promise;
    };
    const made = bridge.create();
    await asked.promise;
    await other.act('reset');
    answer.resolve(PIN);
    expect((await made).type).toBe('public-key');
    expect(key.pinTriesLeft).toBe(PIN_TRIES);
  });
});
