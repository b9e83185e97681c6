import { expect, test } from 'vitest';
import { getInfo } from '../../../../bridge/ctap/get-info.ts';
import { identify } from '../../../../bridge/ctap/identify.ts';
import { u2fAuthenticate, u2fIsKnown, u2fRegister } from '../../../../bridge/ctap/u2f.ts';
import { NfcCtap } from '../../../../bridge/transport/nfcctap.ts';
import type { CtapChannel } from '../../../../bridge/transport/transport.ts';
import { FidoApplet, type FidoAppletOptions } from '../../../virtual/fido-applet.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { codeOf, noSignal } from '../ctap/scripted-transport.ts';

const options = { signal: noSignal };
const parameters = {
  challenge: new Uint8Array(32).fill(1),
  application: new Uint8Array(32).fill(2),
};

/** A card with U2F only, and the APDUs that it is sent. */
function lay(applet: FidoAppletOptions = {}) {
  const card = new FidoApplet(new VirtualKey({ versions: ['U2F_V2'] }), applet);
  const sent: string[] = [];
  const ctap = new NfcCtap((apdu, { signal }) => {
    sent.push(Buffer.from(apdu).toString('hex'));
    return card.transmit(apdu, signal);
  });
  const channel: CtapChannel = {
    exchange: (message, exchange) => ctap.exchange(message, exchange),
    u2f: (request, { signal }) => ctap.u2f(request, signal),
    close: async () => {},
  };
  return { card, channel, sent };
}

test('a card that knows U2F only is known for what it is', async () => {
  const { channel, sent } = lay();
  expect(await codeOf(() => getInfo(channel, options))).toBe('device-not-fido');
  expect((await identify(channel, options)).versions).toEqual(['U2F_V2']);
  expect(sent.at(-1)).toBe('0003000000');
});

test.each([[{}], [{ silentWithoutLe: true, getResponseClass: 0x00 as const }]])(
  'registers and signs over a card with %o, long answers in pieces',
  async (applet) => {
    const { channel, sent } = lay(applet);
    const { keyHandle } = await u2fRegister(channel, parameters, options);
    expect(sent.some((apdu) => apdu.startsWith('00c00000'))).toBe(true);
    expect(await u2fIsKnown(channel, parameters, keyHandle, options)).toBe(true);
    expect(await u2fIsKnown(channel, parameters, keyHandle.slice(1), options)).toBe(false);
    const signed = await u2fAuthenticate(channel, parameters, keyHandle, options);
    expect(signed).toMatchObject({ userPresent: true, counter: 1 });
  },
);

test('a key handle too long for a short APDU goes in an extended one', async () => {
  const { channel, sent } = lay();
  const long = new Uint8Array(255).fill(7);
  expect(await u2fIsKnown(channel, parameters, long, options)).toBe(false);
  expect(sent.at(-1)?.slice(0, 14)).toBe('00020700000140');
});

test('another program that selected its own applet is put right', async () => {
  const { card, channel } = lay();
  const { keyHandle } = await u2fRegister(channel, parameters, options);
  await card.transmit(Buffer.from('00a4040005a000000308', 'hex'), noSignal);
  expect(await u2fIsKnown(channel, parameters, keyHandle, options)).toBe(true);
});
