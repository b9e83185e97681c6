import { afterAll, beforeAll, expect, test } from 'vitest';
import { FidoApplet, InterruptedCard, launch, VirtualKey, type Wardkey } from 'wardkey/testing';
import {
  expectPullTold,
  expectUndisturbed,
  type PortalCeremony,
} from '../e2e/bad-days/card-pulled.ts';

// The card is pulled at every APDU of a registration and of a sign-in, and what the page and the
// person get is looked at in the browser: over real PC/SC, with the bridge as it is installed. What
// the card itself knows afterwards is looked at in test/pcsc.

const PIN = '2468';
const LAUNCH_MS = 60_000;
/** More than one credential for each APDU. */
const SLOTS = 100;
/** Signatures of one length: answers of the same number of pieces. */
const SAME_EACH_TIME = { algorithms: [-8], attestation: 'self' } as const;
/** A key that answers when it has worked, not before, in pieces that are fetched one by one. */
const IN_PIECES = { blocking: true, chunkBytes: 128 };

let wardkey: Wardkey;

beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', plugged: false });
}, LAUNCH_MS);
afterAll(() => wardkey?.close());

test.each([
  { kind: 'create', pin: PIN },
  { kind: 'get', pin: PIN },
  { kind: 'create' },
  { kind: 'get' },
] satisfies PortalCeremony[])('the card is pulled at each APDU of %o', async (ceremony) => {
  const { reader } = wardkey;
  if (!reader) throw new Error('no reader');
  const { pin } = ceremony;
  wardkey.portal.relyingParty.wishes.userVerification = pin ? 'required' : 'discouraged';
  const key = new VirtualKey({ ...(pin && { pin }), ...SAME_EACH_TIME, residentKeySlots: SLOTS });
  const card = new InterruptedCard(new FidoApplet(key, IN_PIECES));
  const page = await wardkey.browser.newPage();
  const stage = { wardkey, page, reader, key, card };
  reader.insert(card);
  if (ceremony.kind === 'get') {
    await expectUndisturbed(stage, { ...ceremony, kind: 'create' });
  }

  // The card is read by then, and what is pulled is a ceremony.
  await expectUndisturbed(stage, ceremony);
  let pulls = 0;
  while (await expectPullTold(stage, ceremony, pulls + 1)) pulls += 1;
  // A request, and an answer in pieces.
  expect(pulls).toBeGreaterThan(2);

  reader.remove();
  await page.close();
});
