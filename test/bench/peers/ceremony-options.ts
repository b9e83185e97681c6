import type { CreationOptionsJson, RequestOptionsJson } from '../../../shared/rpc/webauthn-json.ts';

const ES256 = -7;
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** What a page asks for at a registration. @param challenge 32 bytes */
export function creationFor(
  rpId: string,
  challenge: Uint8Array,
  userVerified: boolean,
): CreationOptionsJson {
  return {
    rp: { id: rpId, name: 'bench' },
    user: { id: base64url(Buffer.from('bench')), name: 'bench', displayName: 'bench' },
    challenge: base64url(challenge),
    pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
    authenticatorSelection: {
      residentKey: 'discouraged',
      userVerification: userVerified ? 'required' : 'discouraged',
    },
    // So that the key's own statement is there to be checked.
    attestation: 'direct',
  };
}

/** What it asks for at a sign-in. @param ids of credentials, any of which will do */
export function requestFor(
  rpId: string,
  challenge: Uint8Array,
  ids: readonly Uint8Array[],
  userVerified: boolean,
): RequestOptionsJson {
  return {
    rpId,
    challenge: base64url(challenge),
    allowCredentials: ids.map((id) => ({ type: 'public-key', id: base64url(id) })),
    userVerification: userVerified ? 'required' : 'discouraged',
  };
}
