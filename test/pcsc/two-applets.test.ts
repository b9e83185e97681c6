import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ClientPin } from '../../bridge/ctap/client-pin.ts';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import type { AttachedCard } from '../../bridge/smartcard/card-watch.ts';
import { onPiv } from '../../bridge/smartcard/piv/open-piv.ts';
import { signMessage } from '../../bridge/smartcard/piv/sign-message.ts';
import { readSlotKey } from '../../bridge/smartcard/piv/slot-certificate.ts';
import { readCard } from '../../bridge/smartcard/read-card.ts';
import type { CtapChannel, CtapDevice } from '../../bridge/transport/transport.ts';
import { rejectionCode } from '../rig/code-of.ts';
import { CardHolder } from '../unit/bridge/smartcard/piv/piv-stage.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { TwoApplets } from '../virtual/two-applets.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;
const PIV_PIN = '271828';
const FIDO_PIN = '4711';
const MESSAGE = randomBytes(40);
const HOW = { hashFunction: 'sha256', rsaPadding: 'PKCS1.5' } as const;
const keys = await practiceKeys();

let stage: PcscStage;
let piv: PivCard;
let key: VirtualKey;
let card: TwoApplets;
let device: CtapDevice;
let fido: CtapChannel;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
beforeEach(async () => {
  key = new VirtualKey({ pin: FIDO_PIN });
  piv = new PivCard({ pin: PIV_PIN, keys });
  card = new TwoApplets(new FidoApplet(key, { blocking: true }), piv);
  device = await stage.lay(card);
  fido = await device.open(never);
});
afterEach(async () => {
  await fido.close();
  await stage.rest();
});
afterAll(() => stage.strike());

function attached(): AttachedCard {
  const { card: access, id, transport, name } = device;
  if (access === undefined) throw new Error('not a card');
  return { id, transport, name, card: access, removed: never };
}

/** Throws where the signature is not one. */
function sign(person: CardHolder): Promise<Uint8Array> {
  return onPiv(attached(), never, async (open) => {
    const slot = await readSlotKey(open, '9a', never);
    return signMessage(open, slot, MESSAGE, HOW, person, never);
  });
}

async function token(pin: string): Promise<string> {
  const client = new ClientPin(fido, await getInfo(fido, { signal: never }));
  return client.getPinToken(pin, { signal: never }).then(
    () => 'token',
    (error: unknown) => rejectionCode(Promise.reject(error)),
  );
}

it('shows both, and both work, in turns', async () => {
  for (let round = 0; round < 3; round += 1) {
    expect((await getInfo(fido, { signal: never })).versions).toContain('FIDO_2_1');
    const report = await readCard(attached().card, never);
    expect(report.piv).toMatchObject({
      pinTries: 3,
      certificates: [{ slot: '9a' }, { slot: '9c' }],
    });
    expect(await sign(new CardHolder([PIV_PIN]))).toHaveLength(64);
    expect(await token(FIDO_PIN)).toBe('token');
  }
});

it('a wrong PIN of one costs the other none', async () => {
  expect(await token('0000')).toBe('pin-wrong');
  expect(await sign(new CardHolder(['111111', PIV_PIN]))).toHaveLength(64);
  expect([key.pinTriesLeft, piv.applet.pin.tries]).toEqual([7, 3]);
  expect(await token(FIDO_PIN)).toBe('token');
  expect([key.pinTriesLeft, piv.applet.pin.given]).toEqual([8, 2]);
});

it('the use of PIV leaves the card its power, and FIDO2 blocked until it is put in again', async () => {
  for (const expected of ['pin-wrong', 'pin-wrong', 'pin-replug']) {
    expect(await token('0000')).toBe(expected);
  }
  const { resets } = card;
  expect(await sign(new CardHolder([PIV_PIN]))).toHaveLength(64);
  expect(piv.applet.verified).toBe(false);
  expect(await token(FIDO_PIN)).toBe('pin-replug');
  expect([card.resets, key.pinTriesLeft]).toEqual([resets, 5]);
});
