import { verify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { identify } from '../../bridge/ctap/identify.ts';
import { u2fAuthenticate, u2fIsKnown, u2fRegister } from '../../bridge/ctap/u2f.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const options = { signal: new AbortController().signal };
const parameters = {
  challenge: new Uint8Array(32).fill(1),
  application: new Uint8Array(32).fill(2),
};

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey U2F Reader');
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

it.each([
  ['contactless', {}],
  ['over contacts with T=0', { atr: T0_ATR, chunkBytes: 200 }],
])('a card %s that knows U2F only registers and signs', async (_name, applet) => {
  const key = new VirtualKey({ versions: ['U2F_V2'] });
  const device = await stage.lay(new FidoApplet(key, applet));
  const channel = await device.open(options.signal);
  expect((await identify(channel, options)).versions).toEqual(['U2F_V2']);
  const { publicKey, keyHandle, certificate, signature } = await u2fRegister(
    channel,
    parameters,
    options,
  );
  const { application, challenge } = parameters;
  const signed = Buffer.concat([Uint8Array.of(0), application, challenge, keyHandle, publicKey]);
  expect(verify('sha256', signed, new X509Certificate(certificate).publicKey, signature)).toBe(
    true,
  );
  expect(await u2fIsKnown(channel, parameters, keyHandle, options)).toBe(true);
  const assertion = await u2fAuthenticate(channel, parameters, keyHandle, options);
  expect(assertion).toMatchObject({ counter: 1, userPresent: true });
  await channel.close();
});
