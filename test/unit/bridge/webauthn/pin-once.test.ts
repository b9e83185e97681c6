import { expect, it } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { CardTransport } from '../../../rig/card-transport.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { deselectedBefore, doneButRefused } from '../../../rig/odd-cards.ts';
import { Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { FidoApplet } from '../../../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const PIN = '4711';
const WRONG = ['0000', '1111'];
const MESSAGE = 0x10;
const VERIFIED = { authenticatorSelection: { userVerification: 'required' } } as const;

/** authenticatorClientPIN 0x05 or 0x09, of which member 0x02 is the second. */
function spendsPin(apdu: Uint8Array): boolean {
  const [, ins, , , , command, , , , , subcommand = 0] = apdu;
  return ins === MESSAGE && command === 0x06 && [0x05, 0x09].includes(subcommand);
}

async function rigWith(
  around: (card: VirtualCard, key: VirtualKey) => VirtualCard,
  options: VirtualKeyOptions = { pin: PIN },
) {
  const key = new VirtualKey(options);
  const card = new FidoApplet(key, { blocking: true });
  const rig = new Rig(new CardTransport(around(card, key), 'T=1'));
  await warm(rig.keys);
  return { rig, key };
}

it.each([0x6985, 0x6986, 0x6d00, 0x6e00, 0x6a86, 0x6300, 0x63c7])(
  'spends one try for each PIN typed with a card that counts it and then says %i',
  async (statusWord) => {
    const { rig, key } = await rigWith((card) => doneButRefused(card, spendsPin, statusWord));
    const typed = [...WRONG];
    const triesAtKey: number[] = [];
    rig.person.answerPin = () => {
      triesAtKey.push(key.pinTriesLeft);
      const pin = typed.shift();
      if (pin === undefined) throw new WardkeyError('ceremony-cancelled');
      return pin;
    };
    expect(await rejectionCode(rig.create(VERIFIED))).toBe('ceremony-cancelled');
    expect(triesAtKey).toEqual([8, 7, 6]);
    expect(key.pinTriesLeft).toBe(6);
    const asked = rig.person.pinRequests;
    expect(asked.map(({ triesLeft }) => triesLeft)).toEqual([8, 7, 6]);
    expect(asked.map(({ problem }) => problem)).toEqual([undefined, 'pin-wrong', 'pin-wrong']);
  },
);

it('takes the right PIN at the first time when another program came just before it', async () => {
  const { rig, key } = await rigWith((card, virtual) =>
    deselectedBefore(card, spendsPin, () => virtual.powerCycle()),
  );
  rig.person.answerPin = () => PIN;
  await rig.create(VERIFIED);
  expect(rig.person.pinRequests).toHaveLength(1);
  expect(key.pinTriesLeft).toBe(8);
});

it.each([0x6700, 0x6883, 0x6884])(
  'makes one credential with a card that makes it and then says %i to the end of a chain',
  async (statusWord) => {
    let chained = false;
    const endsChain = (apdu: Uint8Array): boolean => {
      const wasChained = chained;
      chained = apdu[1] === MESSAGE && apdu[0] === 0x90;
      return wasChained && !chained;
    };
    const { rig, key } = await rigWith((card) => doneButRefused(card, endsChain, statusWord), {});
    const user = { id: 'dXNlcg', name: 's'.repeat(60), displayName: 'd'.repeat(150) };
    const made = rig.create({ user });
    expect(await rejectionCode(made)).toBe('key-request-too-large');
    expect(key.credentials).toHaveLength(1);
  },
);
