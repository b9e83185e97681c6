import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../../bridge/webauthn/caller.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import {
  CALLER,
  clientOver,
  creationOptions,
  KeyRig,
  listOf,
  requestOptions,
} from '../../../rig/rig.ts';

describe('WebAuthnClient, who may call', () => {
  it.each([
    ['https://example.com', 'example.com', 'origin-not-allowed'],
    ['https://login.microsoft.com/', 'login.microsoft.com', 'origin-not-allowed'],
    ['null', 'login.microsoft.com', 'origin-not-allowed'],
    ['https://login.microsoft.com', 'login.microsoftonline.com', 'rp-id-mismatch'],
    ['https://login.microsoft.com', 'com', 'rp-id-mismatch'],
    ['https://login.microsoft.com', '', 'rp-id-mismatch'],
  ])('%s for %s is %s, and no key hears of it', async (origin, rpId, code) => {
    const rig = await KeyRig.with();
    const caller = { ...CALLER, origin };
    const { signal } = rig.stop;
    const commands = await rig.commandsOf(async () => {
      const rp = { id: rpId, name: 'x' };
      expect(
        await rejectionCode(rig.client.create(caller, creationOptions({ rp }), rig.person, signal)),
      ).toBe(code);
      expect(
        await rejectionCode(rig.client.get(caller, requestOptions({ rpId }), rig.person, signal)),
      ).toBe(code);
    });
    expect(commands).toEqual([]);
  });

  it('lets in what the policy adds', async () => {
    const rig = await KeyRig.with();
    const origin = 'https://fido.trust.example';
    const client = clientOver(rig.keys, { allowedOrigins: [origin] });
    const rp = { id: 'trust.example', name: 'Trust' };
    const { response } = await client.create(
      { origin, sameOriginWithAncestors: true },
      creationOptions({ rp }),
      rig.person,
      rig.stop.signal,
    );
    expect(clientDataOf(response)).toMatchObject({ origin });
  });

  it('uses the caller’s own host where the page names no RP ID', async () => {
    const rig = await KeyRig.with();
    await rig.create({ rp: { name: 'Practice' } });
    expect(rig.key.credentials[0]?.rpId).toBe('login.microsoft.com');
  });
});

describe('WebAuthnClient, client data', () => {
  const frames: readonly [string, Partial<Caller>, object][] = [
    ['the page itself', {}, { crossOrigin: false }],
    [
      'a frame of another origin',
      { sameOriginWithAncestors: false, topOrigin: 'https://portal.nhs.net' },
      { crossOrigin: true, topOrigin: 'https://portal.nhs.net' },
    ],
    ['a frame below an unknown page', { sameOriginWithAncestors: false }, { crossOrigin: true }],
    [
      'the page itself, with a top origin',
      { topOrigin: 'https://portal.nhs.net' },
      { crossOrigin: false },
    ],
  ];

  it.each(frames)('of %s', async (_, changes, expected) => {
    const rig = await KeyRig.with();
    const caller = { ...CALLER, ...changes };
    const made = await rig.client.create(caller, creationOptions(), rig.person, rig.stop.signal);
    const common = { challenge: creationOptions().challenge, origin: CALLER.origin };
    expect(clientDataOf(made.response)).toEqual({
      type: 'webauthn.create',
      ...common,
      ...expected,
    });
    const asserted = await rig.client.get(
      caller,
      requestOptions({ allowCredentials: listOf(made.id) }),
      rig.person,
      rig.stop.signal,
    );
    expect(clientDataOf(asserted.response)).toEqual({
      type: 'webauthn.get',
      ...common,
      ...expected,
    });
  });

  it('takes no top origin that is none', async () => {
    const rig = await KeyRig.with();
    const caller = { ...CALLER, sameOriginWithAncestors: false, topOrigin: 'portal.nhs.net' };
    const creating = rig.client.create(caller, creationOptions(), rig.person, rig.stop.signal);
    expect(await rejectionCode(creating)).toBe('origin-not-allowed');
  });
});

function clientDataOf({ clientDataJSON }: { readonly clientDataJSON: string }): unknown {
  return JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
}
