import { randomBytes } from 'node:crypto';
import type { CreationOptionsJson, RequestOptionsJson } from '../../../shared/rpc/webauthn-json.ts';
import { RP_ID } from './clients/fido-client.ts';

/** What a page asks for that registers a key, unless it is changed. */
export function creationOptions(changes: Partial<CreationOptionsJson> = {}): CreationOptionsJson {
  return {
    rp: { id: RP_ID, name: 'Practice' },
    user: { id: base64url(16), name: 'sam@nhs.net', displayName: 'Sam' },
    challenge: base64url(32),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    attestation: 'direct',
    authenticatorSelection: {
      authenticatorAttachment: 'cross-platform',
      userVerification: 'discouraged',
    },
    ...changes,
  };
}

/** What a page asks for that signs in, unless it is changed. */
export function requestOptions(changes: Partial<RequestOptionsJson> = {}): RequestOptionsJson {
  return { challenge: base64url(32), rpId: RP_ID, ...changes };
}

function base64url(length: number): string {
  return randomBytes(length).toString('base64url');
}
