import type { AuthenticationResponseJson } from '../../shared/rpc/webauthn-json.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { toBase64Url } from './base64url.ts';
import type { ExtensionValues } from './extensions/extension.ts';

export interface AuthenticationFindings {
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
  readonly credential: CredentialDescriptor;
  readonly response: Pick<AssertionResponse, 'authData' | 'signature' | 'user'>;
  readonly extensionResults: ExtensionValues;
}

/** An assertion as the page gets it (WebAuthn Level 3 §5.2.2). */
export function authenticationResponse({
  clientData,
  credential,
  response,
  extensionResults,
}: AuthenticationFindings): AuthenticationResponseJson {
  return {
    id: toBase64Url(credential.id),
    rawId: toBase64Url(credential.id),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response: {
      clientDataJSON: toBase64Url(clientData),
      authenticatorData: toBase64Url(response.authData),
      signature: toBase64Url(response.signature),
      ...(response.user === undefined ? {} : { userHandle: toBase64Url(response.user.id) }),
    },
    clientExtensionResults: extensionResults,
  };
}
