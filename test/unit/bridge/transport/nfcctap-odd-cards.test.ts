import { expect, it } from 'vitest';
import { NfcCtap } from '../../../../bridge/transport/nfcctap.ts';
import { FidoApplet, type FidoAppletOptions } from '../../../virtual/fido-applet.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const never = new AbortController().signal;
const options = { signal: never, onKeepalive: () => {} };

const ODD: readonly (readonly [string, FidoAppletOptions])[] = [
  ['answers in pieces of 16 bytes', { chunkBytes: 16 }],
  ['says nothing to SELECT', { selectAnswer: new Uint8Array() }],
  ['knows GET RESPONSE with class 00 only', { getResponseClass: 0x00, chunkBytes: 32 }],
  ['knows GET RESPONSE with class 80 only', { getResponseClass: 0x80, chunkBytes: 32 }],
  ['takes no extended length', { extendedLength: false }],
  ['never says that it is busy', { blocking: true }],
  ['answers nothing without Le', { silentWithoutLe: true }],
];

it.each(ODD)('speaks to a card that %s', async (_name, oddness) => {
  const card = new FidoApplet(new VirtualKey(), oddness);
  const ctap = new NfcCtap((apdu) => card.transmit(apdu, never));
  const info = await ctap.exchange(Uint8Array.of(0x04), options);
  expect(info[0]).toBe(0);
  expect(info.length).toBeGreaterThan(50);
  // A message longer than any short APDU: the key refuses its CBOR, so it has read all of it.
  const long = new Uint8Array(700).fill(0xff);
  long[0] = 0x01;
  const refused = await ctap.exchange(long, options);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toBeGreaterThan(0);
});

it.each([0x6985, 0x6986, 0x6d00, 0x6e00])(
  'comes back after a reset of a card that then says %i',
  async (statusWordUnselected) => {
    const card = new FidoApplet(new VirtualKey(), { statusWordUnselected });
    const ctap = new NfcCtap((apdu) => card.transmit(apdu, never));
    const before = await ctap.exchange(Uint8Array.of(0x04), options);
    card.reset();
    expect(await ctap.exchange(Uint8Array.of(0x04), options)).toEqual(before);
  },
);
