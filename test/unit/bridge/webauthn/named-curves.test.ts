import { createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyAssertion } from '../../../../bridge/webauthn/trial/verify-assertion.ts';

import { KeyRig, listOf } from '../../../rig/rig.ts';

// RFC 9864: algorithms that name their curve.
it.each([
  ['ESP256', -9],
  ['ESP384', -51],
  ['ESP512', -52],
  ['Ed25519', -19],
  ['Ed448', -53],
] as const)('a key that makes %s registers and signs in', async (_name, alg) => {
  const rig = await KeyRig.with({ algorithms: [alg], attestation: 'self' });
  const { id, response } = await rig.create({
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg },
    ],
    attestation: 'direct',
  });
  expect(response.publicKeyAlgorithm).toBe(alg);
  const [credential] = rig.key.credentials;
  if (credential === undefined || response.publicKey === undefined) throw new Error('no key');
  const own = createPublicKey(credential.privateKey).export({ type: 'spki', format: 'der' });
  expect(Buffer.from(response.publicKey, 'base64url')).toEqual(own);
  const challenge = Buffer.alloc(32, 0x5a).toString('base64url');
  const signed = await rig.get({ allowCredentials: listOf(id) });
  const { checks } = verifyAssertion(
    { challenge, userVerification: 'discouraged' },
    { id, publicKey: response.publicKey, algorithm: alg, signCount: 0 },
    signed,
  );
  expect(checks.find(({ check }) => check === 'signature')).toEqual({
    check: 'signature',
    passed: true,
  });
});
