import { createPublicKey } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type {
  AuthenticationResponseJson,
  RequestOptionsJson,
} from '../../../shared/rpc/webauthn-json.ts';
import { checkSignature } from '../../ctap/attestation/cose-signature.ts';
import type { AuthenticatorData } from '../../ctap/authenticator-data.ts';
import { fromBase64Url } from '../base64url.ts';
import { sha256 } from '../sha256.ts';
import { checkPrfAtSignIn } from './check-prf.ts';
import {
  type Check,
  check,
  checkAuthenticatorData,
  checkClientData,
  readAuthenticatorData,
} from './checks.ts';
import type { RegisteredCredential } from './verify-registration.ts';

export interface AssertionReport {
  readonly checks: readonly Check[];
  readonly authenticatorData: AuthenticatorData | undefined;
}

/** Does what a relying party does at a sign-in (WebAuthn Level 3 §7.2). */
export function verifyAssertion(
  options: RequestOptionsJson,
  credential: RegisteredCredential,
  { id, response, clientExtensionResults }: AuthenticationResponseJson,
): AssertionReport {
  const clientDataJson = fromBase64Url(response.clientDataJSON);
  const authData = fromBase64Url(response.authenticatorData);
  const data = readAuthenticatorData(authData);
  const expected = {
    type: 'webauthn.get',
    challenge: options.challenge,
    userVerification: String(options.userVerification),
  } as const;
  const signed = Buffer.concat([authData, sha256(clientDataJson)]);
  const signature = fromBase64Url(response.signature);
  return {
    checks: [
      ...checkClientData(clientDataJson, expected),
      { check: 'authenticator-data', passed: data !== undefined },
      ...(data === undefined ? [] : checkAuthenticatorData(data, expected)),
      { check: 'credential-id', passed: id === credential.id },
      ...(data === undefined ? [] : [checkCount(data.signCount, credential.signCount)]),
      check('signature', () => {
        checkSignature(credential.algorithm, publicKeyOf(credential), signed, signature);
      }),
      ...checkPrfAtSignIn(options.extensions, clientExtensionResults),
    ],
    authenticatorData: data,
  };
}

/** It goes up, or the key does not count at all (WebAuthn Level 3 §7.2 step 22). */
function checkCount(now: number, before: number): Check {
  const passed = now > before || (now === 0 && before === 0);
  return { check: 'sign-count', passed, seen: `${before} ${now}` };
}

function publicKeyOf({ publicKey }: RegisteredCredential) {
  try {
    const key = Buffer.from(publicKey, 'base64url');
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'public-key' } });
  }
}
