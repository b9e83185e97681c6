import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenKey } from '../../../../bridge/ctap/attached-key.ts';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { ClientPin } from '../../../../bridge/ctap/client-pin.ts';
import { subjectPublicKeyInfo } from '../../../../bridge/ctap/cose-key.ts';
import { getAssertion } from '../../../../bridge/ctap/get-assertion.ts';
import { getNextAssertion } from '../../../../bridge/ctap/get-next-assertion.ts';
import { makeCredential } from '../../../../bridge/ctap/make-credential.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { codeOf, noSignal } from './scripted-transport.ts';

const RP_ID = 'example.org';
const clientDataHash = new Uint8Array(32).fill(0xcd);

/** The virtual key has a codec and PIN protocols of its own: what agrees here agrees by the specification. */
describe.each<[string, VirtualKeyOptions]>([
  ['protocol two, token with permissions', { pinProtocols: [2, 1] }],
  ['protocol one, token with permissions', { pinProtocols: [1] }],
  ['protocol one, legacy token', { pinProtocols: [1], pinUvAuthToken: false }],
])('%s', (_name, model) => {
  const transport = new InProcessTransport();
  const keys = new AttachedKeys([transport]);
  let virtualKey: VirtualKey;
  let key: OpenKey;

  beforeEach(async () => {
    virtualKey = new VirtualKey(model);
    keys.start();
    transport.insert(virtualKey);
    await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
    key = await keys.open(keys.list.devices[0]?.id ?? '', noSignal);
  });

  afterEach(async () => {
    await key.close();
    transport.remove(virtualKey);
    await keys.stop();
  });

  const options = () => ({ signal: noSignal, maxMsgSize: key.info.maxMsgSize });

  async function tokenFor(pin: string, permissions: number) {
    const client = new ClientPin(key.channel, key.info);
    return client.getTokenUsingPin(pin, { permissions, rpId: RP_ID }, options());
  }

  async function register(user: number) {
    const token = await tokenFor('pässword', PERMISSION.mc);
    return makeCredential(
      key.channel,
      {
        clientDataHash,
        rp: { id: RP_ID, name: 'Example' },
        user: { id: Uint8Array.of(user), name: `user ${user}`, displayName: 'Ü' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        options: { rk: true },
        pinUvAuth: token.authenticate(clientDataHash),
      },
      options(),
    );
  }

  test('sets a PIN, registers two accounts and signs in with both', async () => {
    await new ClientPin(key.channel, key.info).setPin('pässword', options());
    const made = [await register(1), await register(2)];
    const token = await tokenFor('pässword', PERMISSION.ga);
    const request = {
      rpId: RP_ID,
      clientDataHash,
      pinUvAuth: token.authenticate(clientDataHash),
    };
    const first = await getAssertion(key.channel, request, options());
    expect(first.numberOfCredentials).toBe(2);
    const second = await getNextAssertion(key.channel, options());
    const users = [first, second].map(({ user }) => user?.name);
    expect(users.toSorted()).toEqual(['user 1', 'user 2']);
    expect(await codeOf(() => getNextAssertion(key.channel, options()))).toBe('device-busy');

    for (const { credential, authData, authenticatorData, signature } of [first, second]) {
      expect(authenticatorData).toMatchObject({ userPresent: true, userVerified: true });
      expect(authenticatorData.rpIdHash).toEqual(
        new Uint8Array(createHash('sha256').update(RP_ID).digest()),
      );
      const attested = made
        .map((response) => response.authenticatorData.attestedCredentialData)
        .find(
          ({ credentialId }) => Buffer.compare(credentialId, credential?.id ?? signature) === 0,
        );
      const der = attested === undefined ? undefined : subjectPublicKeyInfo(attested.publicKey);
      const publicKey = createPublicKey({
        key: Buffer.from(der ?? []),
        format: 'der',
        type: 'spki',
      });
      const signed = Buffer.concat([authData, clientDataHash]);
      expect(verify('sha256', signed, publicKey, signature)).toBe(true);
    }
  });

  test('changes a PIN; the old one is wrong from then on', async () => {
    const client = new ClientPin(key.channel, key.info);
    await client.setPin('1234', options());
    await client.changePin('1234', '5678', options());
    const scope = { permissions: PERMISSION.ga, rpId: RP_ID };
    expect(await codeOf(() => client.getTokenUsingPin('1234', scope, options()))).toBe('pin-wrong');
    expect((await client.getPinRetries(options())).pinRetries).toBe(7);
    await client.getTokenUsingPin('5678', scope, options());
    expect((await client.getPinRetries(options())).pinRetries).toBe(8);
  });

  test('three wrong PINs in a row ask for a power cycle', async () => {
    const client = new ClientPin(key.channel, key.info);
    await client.setPin('1234', options());
    const scope = { permissions: PERMISSION.ga, rpId: RP_ID };
    const wrong = () => codeOf(() => client.getTokenUsingPin('4321', scope, options()));
    expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([
      'pin-wrong',
      'pin-wrong',
      'pin-replug',
      'pin-replug',
    ]);
    expect(virtualKey.pinTriesLeft).toBe(5);
  });

  test('a key that is pulled ends what runs', async () => {
    virtualKey.presence.mode = 'wait';
    const request = {
      clientDataHash,
      rp: { id: RP_ID },
      user: { id: Uint8Array.of(1), name: 'user' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    };
    const onKeepalive = vi.fn();
    const waiting = codeOf(() =>
      makeCredential(key.channel, request, { ...options(), onKeepalive }),
    );
    await expect.poll(() => onKeepalive).toHaveBeenCalledWith('touch-needed');
    transport.remove(virtualKey);
    expect(await waiting).toBe('device-removed');
    expect(key.removed.aborted).toBe(true);
  });
});
