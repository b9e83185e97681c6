import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { getAssertion } from '../../bridge/ctap/get-assertion.ts';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import { makeCredential } from '../../bridge/ctap/make-credential.ts';
import type { CtapChannel, KeepaliveStatus } from '../../bridge/transport/transport.ts';
import { FidoApplet, type FidoAppletOptions } from '../virtual/fido-applet.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { ScriptedCard, T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const RP_ID = 'portal.example';
const never = new AbortController().signal;

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

async function lay(key: VirtualKey, options: FidoAppletOptions = {}): Promise<CtapChannel> {
  const device = await stage.lay(new FidoApplet(key, options));
  return device.open(never);
}

function create(channel: CtapChannel, signal: AbortSignal, seen: KeepaliveStatus[] = []) {
  const request = {
    clientDataHash: createHash('sha256').update('registration').digest(),
    rp: { id: RP_ID },
    // Long enough to need a chain of commands.
    user: { id: randomBytes(64), name: 'n'.repeat(300) },
    pubKeyCredParams: [{ type: 'public-key' as const, alg: -7 }],
    options: { rk: true },
  };
  return makeCredential(channel, request, {
    signal,
    onKeepalive: (status) => seen.push(status),
  });
}

function get(channel: CtapChannel, signal: AbortSignal) {
  const clientDataHash = createHash('sha256').update('sign-in').digest();
  return getAssertion(channel, { rpId: RP_ID, clientDataHash }, { signal });
}

const CARDS: readonly (readonly [string, FidoAppletOptions])[] = [
  ['contactless', {}],
  ['over contacts with T=0', { atr: T0_ATR, chunkBytes: 200 }],
  ['over contacts, blocking', { atr: Uint8Array.of(0x3b, 0x80, 0x01, 0x81), blocking: true }],
];

it.each(CARDS)('registers and signs in with a card %s', async (_name, options) => {
  const channel = await lay(new VirtualKey(), options);
  expect((await getInfo(channel, { signal: never })).versions).toContain('FIDO_2_1');
  const made = await create(channel, never);
  expect(made.authenticatorData.attestedCredentialData.credentialId.length).toBeGreaterThan(0);
  const asserted = await get(channel, never);
  expect(asserted.signature.length).toBeGreaterThan(60);
  await channel.close();
  await channel.close();
});

it('tells that a touch is awaited, and goes on at the touch', async () => {
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  const channel = await lay(key);
  key.presence.onAwaited(() => setTimeout(() => key.presence.touch(), 250));
  const seen: KeepaliveStatus[] = [];
  await create(channel, never, seen);
  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen)).toEqual(new Set(['touch-needed']));
});

it('cancels at the key, which can be used again at once', async () => {
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  const channel = await lay(key);
  const reason = new Error('cancelled');
  const cancel = new AbortController();
  key.presence.onAwaited(() => cancel.abort(reason));
  await expect(create(channel, cancel.signal)).rejects.toBe(reason);
  expect(key.presence.awaited).toBe(false);
  key.presence.mode = 'auto';
  await create(channel, never);
});

it('gives a card up that does not notice a cancel, and takes it again when it is free', async () => {
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  const channel = await lay(key, { blocking: true });
  const reason = new Error('cancelled');
  const cancel = new AbortController();
  key.presence.onAwaited(() => setTimeout(() => cancel.abort(reason), 50));
  await expect(create(channel, cancel.signal)).rejects.toBe(reason);
  expect(key.presence.awaited).toBe(true);
  setTimeout(() => key.presence.refuse(), 300);
  expect((await getInfo(channel, { signal: never })).versions).toContain('FIDO_2_1');
});

it('refuses a card without a FIDO applet, and one exchange inside another', async () => {
  const device = await stage.lay(new ScriptedCard(() => '6a82'));
  await expect(device.open(never)).rejects.toMatchObject({
    code: 'device-not-fido',
    facts: { statusWord: '6A82' },
  });
  await stage.rest();
  const channel = await lay(new VirtualKey());
  const first = getInfo(channel, { signal: never });
  await expect(getInfo(channel, { signal: never })).rejects.toMatchObject({ code: 'internal' });
  await first;
  await channel.close();
  await expect(getInfo(channel, { signal: never })).rejects.toMatchObject({ code: 'internal' });
});

it('tells an authenticator in the field that no more commands come', async () => {
  const card = new ScriptedCard((apdu) => (apdu.startsWith('80') ? '00a09000' : '9000'));
  const device = await stage.lay(card);
  const channel = await device.open(never);
  await channel.exchange(Uint8Array.of(0x04), { signal: never, onKeepalive: () => {} });
  await channel.close();
  expect(card.received).toEqual(['00a4040008a0000006472f000100', '80108000010400', '80120100']);
});
