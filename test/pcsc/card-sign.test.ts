import { createHash, randomBytes, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AttachedCard } from '../../bridge/smartcard/card-watch.ts';
import { onPiv } from '../../bridge/smartcard/piv/open-piv.ts';
import { setNewPin } from '../../bridge/smartcard/piv/set-new-pin.ts';
import { signHash } from '../../bridge/smartcard/piv/sign-hash.ts';
import { readSlotKey } from '../../bridge/smartcard/piv/slot-certificate.ts';
import type { CtapDevice } from '../../bridge/transport/transport.ts';
import { CardHolder } from '../unit/bridge/smartcard/piv/piv-stage.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { InterruptedCard, type Moment } from '../virtual/interrupted-card.ts';
import { OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;
const PIN = '271828';
const NEW_PIN = '161803';
const PUK = '12345678';
const MESSAGE = randomBytes(60);
const HASH = createHash('sha256').update(MESSAGE).digest();
/** More commands than any of this takes. */
const MOST_APDUS = 40;
const keys = await practiceKeys('rsa2048');

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

function cardIn({ card, id, transport, name }: CtapDevice): AttachedCard {
  if (card === undefined) throw new Error('not a card');
  return { id, transport, name, card, removed: never };
}

/** Signs with the key to sign documents with. @returns whether the certificate bears it out */
function sign(device: CtapDevice, holder: CardHolder, signal = never): Promise<boolean> {
  return onPiv(cardIn(device), signal, async (piv) => {
    const key = await readSlotKey(piv, '9c', signal);
    const toSign = { hash: HASH, hashFunction: 'sha256', rsaPadding: 'PKCS1.5' } as const;
    return verify(
      'sha256',
      MESSAGE,
      key.publicKey,
      await signHash(piv, key, toSign, holder, signal),
    );
  });
}

function change(device: CtapDevice, holder: CardHolder): Promise<void> {
  return onPiv(cardIn(device), never, (piv) => setNewPin(piv, 'change', holder, never));
}

function unblock(device: CtapDevice, holder: CardHolder): Promise<void> {
  return onPiv(cardIn(device), never, (piv) => setNewPin(piv, 'unblock', holder, never));
}

it.each([
  ['T=1', {}],
  ['T=0', { atr: T0_ATR, exactLe: true }],
  ['without extended length', { extendedLength: false }],
])('signs and changes the PIN: %s', async (_, options) => {
  const card = new PivCard({ pin: PIN, keys, ...options });
  const device = await stage.lay(card);
  expect(await sign(device, new CardHolder([PIN]))).toBe(true);
  await change(device, new CardHolder([PIN, NEW_PIN]));
  expect(await sign(device, new CardHolder([NEW_PIN]))).toBe(true);
  expect([card.applet.pin.tries, card.applet.verified]).toEqual([3, false]);
});

const ACTS = [
  ['signature', (device: CtapDevice) => sign(device, new CardHolder([PIN]))],
  ['change of PIN', (device: CtapDevice) => change(device, new CardHolder([PIN, NEW_PIN]))],
  [
    'new PIN for the PUK',
    (device: CtapDevice) => unblock(device, new CardHolder([PUK, NEW_PIN], { agrees: true })),
  ],
] as const;

it.each(
  ACTS.flatMap(([what, act]) =>
    (['before', 'after'] as const).map((when) => [what, when, act] as const),
  ),
)(
  'a %s ends when the card is pulled %s any APDU is answered, and no PIN is given twice',
  async (_, moment: Moment, act) => {
    const counted = new InterruptedCard(new PivCard({ pin: PIN, keys }));
    const device = await stage.lay(counted);
    counted.arm(0);
    await act(device);
    const apdus = counted.count;
    expect(apdus).toBeGreaterThan(5);
    expect(apdus).toBeLessThan(MOST_APDUS);
    await stage.rest();
    for (let nth = 1; nth <= apdus; nth += 1) {
      const inner = new PivCard({ pin: PIN, keys });
      const card = new InterruptedCard(inner);
      const pulled = await stage.lay(card);
      card.arm(nth, moment, () => stage.reader.remove());
      // Pulled after the last answer, that one may still have come through.
      await Promise.resolve(act(pulled)).catch((error) =>
        expect(error, `APDU ${nth}`).toMatchObject({ code: 'device-removed' }),
      );
      expect(card.count, `nothing is sent after APDU ${nth}`).toBe(nth);
      expect(inner.applet.pin.tries, `APDU ${nth}`).toBe(3);
      const { pin, puk } = inner.applet;
      expect(puk.tries, `APDU ${nth}`).toBe(3);
      expect(pin.given + puk.given, `APDU ${nth}`).toBeLessThanOrEqual(1);
      await stage.rest();
    }
  },
);

it('a wrong PIN on a card that is pulled costs one try and no more', async () => {
  const inner = new PivCard({ pin: PIN, keys });
  const device = await stage.lay(inner);
  const pulling = new CardHolder(['111111'], { before: () => stage.reader.remove() });
  await expect(sign(device, pulling)).rejects.toMatchObject({ code: 'device-removed' });
  expect(inner.applet.pin.given).toBe(0);
});

it('signs while another program resets the card and selects other applets, and leaves it nothing verified', async () => {
  const card = new PivCard({ pin: PIN, keys });
  const device = await stage.lay(card);
  const other = await OtherProgram.start(device.name);
  const acts = (async () => {
    for (let round = 0; round < 5; round += 1) {
      await other.act('reset');
      await other.act('select-other');
    }
  })();
  for (let round = 0; round < 3; round += 1) {
    expect(await sign(device, new CardHolder([PIN]))).toBe(true);
  }
  await acts;
  await other.act('begin');
  expect(card.applet.verified).toBe(false);
  await other.act('end');
  await other.stop();
  expect([card.applet.pin.tries, card.applet.pin.given]).toEqual([3, 3]);
});

/** A card that lets one command wait until it is told to go on. */
function waitingAt(inner: PivCard, ins: number) {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const card: VirtualCard = {
    atr: inner.atr,
    reset: () => inner.reset(),
    transmit: async (apdu) => {
      if (apdu[1] === ins && apdu.length > 5) {
        begun.resolve();
        await goOn.promise;
      }
      return inner.transmit(apdu);
    },
  };
  return { card, begun: begun.promise, goOn: goOn.resolve };
}

it.each([
  ['VERIFY', 0x20],
  ['GENERAL AUTHENTICATE', 0x87],
])(
  'a cancel in the middle of %s costs one entry at most, and the card works on',
  async (_, ins) => {
    const inner = new PivCard({ pin: PIN, keys });
    const { card, begun, goOn } = waitingAt(inner, ins);
    const device = await stage.lay(card);
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const signing = sign(device, new CardHolder([PIN]), stop.signal);
    await begun;
    stop.abort(reason);
    await expect(signing).rejects.toBe(reason);
    goOn();
    expect(await sign(device, new CardHolder([PIN]))).toBe(true);
    expect([inner.applet.pin.tries, inner.applet.pin.given]).toEqual([3, 2]);
    expect(inner.applet.verified).toBe(false);
  },
);

it('waits for a slow card', async () => {
  const inner = new PivCard({ pin: PIN, keys });
  const { card, begun, goOn } = waitingAt(inner, 0x87);
  const device = await stage.lay(card);
  const signing = sign(device, new CardHolder([PIN]));
  await begun;
  setTimeout(goOn, 2_500);
  expect(await signing).toBe(true);
});
