import {
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type {
  AuthenticationResponseJson,
  RegistrationResponseJson,
} from '../../shared/rpc/webauthn-json.ts';
import { CALLER, creationOptions, requestOptions } from './rig.ts';

const RP_ID = 'login.microsoft.com';

/** A relying party's own check of a registration, by a library that knows nothing of Wardkey. */
export function verifyRegistration(
  response: RegistrationResponseJson,
  requireUserVerification = false,
): Promise<VerifiedRegistrationResponse> {
  const { publicKey = '', ...members } = response.response;
  return verifyRegistrationResponse({
    response: { ...response, response: { ...members, publicKey, transports: [] } },
    expectedChallenge: creationOptions().challenge,
    expectedOrigin: CALLER.origin,
    expectedRPID: RP_ID,
    requireUserVerification,
  });
}

/** The credential as a relying party keeps it. */
export async function registered(response: RegistrationResponseJson): Promise<WebAuthnCredential> {
  const { verified, registrationInfo } = await verifyRegistration(response);
  if (!verified || registrationInfo === undefined) {
    throw new Error('the registration was not verified');
  }
  return registrationInfo.credential;
}

export function verifyAuthentication(
  response: AuthenticationResponseJson,
  credential: WebAuthnCredential,
  requireUserVerification = false,
): Promise<VerifiedAuthenticationResponse> {
  const { userHandle = '', ...members } = response.response;
  return verifyAuthenticationResponse({
    response: { ...response, response: { ...members, userHandle } },
    credential,
    expectedChallenge: requestOptions().challenge,
    expectedOrigin: CALLER.origin,
    expectedRPID: RP_ID,
    requireUserVerification,
  });
}
