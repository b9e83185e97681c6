import type {
  CreationOptionsJson,
  RegistrationResponseJson,
} from '../../../shared/rpc/webauthn-json.ts';
import {
  type AttestationReport,
  verifyAttestation,
} from '../../ctap/attestation/verify-attestation.ts';
import type { AuthenticatorData } from '../../ctap/authenticator-data.ts';
import { decodeLenient } from '../../ctap/cbor.ts';
import type { CborMap } from '../../ctap/cbor-value.ts';
import { coseAlgorithm, subjectPublicKeyInfo } from '../../ctap/cose-key.ts';
import { asBytes, asMap, asText, required } from '../../ctap/members.ts';
import { fromBase64Url } from '../base64url.ts';
import { sha256 } from '../sha256.ts';
import { checkLargeBlob } from './check-large-blob.ts';
import { checkPrfAtRegistration } from './check-prf.ts';
import {
  type Check,
  checkAuthenticatorData,
  checkClientData,
  readAuthenticatorData,
} from './checks.ts';

/** What a relying party keeps of a registration. */
export interface RegisteredCredential {
  /** base64url */
  readonly id: string;
  /** SubjectPublicKeyInfo, DER in base64url. */
  readonly publicKey: string;
  /** COSE */
  readonly algorithm: number;
  readonly signCount: number;
}

export interface RegistrationReport {
  readonly checks: readonly Check[];
  /** As far as the answer could be read. */
  readonly authenticatorData: AuthenticatorData | undefined;
  readonly credential: RegisteredCredential;
  readonly format: string;
  readonly attestation: AttestationReport;
}

/** Does what a relying party does with a new credential (WebAuthn Level 3 §7.1). */
export function verifyRegistration(
  options: CreationOptionsJson,
  response: RegistrationResponseJson,
): RegistrationReport {
  const clientDataJson = fromBase64Url(response.response.clientDataJSON);
  const { fmt, attStmt, authData } = attestationObject(response);
  const data = readAuthenticatorData(authData);
  const expected = {
    type: 'webauthn.create',
    challenge: options.challenge,
    userVerification: String(options.authenticatorSelection?.userVerification),
  } as const;
  const attested = data?.attestedCredentialData;
  const attestation =
    data === undefined || attested === undefined
      ? ({ outcome: 'wrong', reason: 'no-credential' } as const)
      : verifyAttestation({
          fmt,
          attStmt,
          authData,
          authenticatorData: { ...data, attestedCredentialData: attested },
          clientDataHash: sha256(clientDataJson),
        });
  const publicKey = attested?.publicKey;
  const algorithm = publicKey === undefined ? 0 : coseAlgorithm(publicKey);
  const spki = publicKey === undefined ? undefined : subjectPublicKeyInfo(publicKey);
  const checks: readonly Check[] = [
    ...checkClientData(clientDataJson, expected),
    { check: 'authenticator-data', passed: data !== undefined },
    ...(data === undefined ? [] : checkAuthenticatorData(data, expected)),
    { check: 'credential-id', passed: isSameId(attested?.credentialId, response.id) },
    {
      check: 'algorithm',
      passed: options.pubKeyCredParams.some(({ alg }) => alg === algorithm),
      seen: String(algorithm),
    },
    { check: 'public-key', passed: spki !== undefined },
    { check: 'attestation', passed: attestation.outcome !== 'wrong', seen: fmt },
    ...checkPrfAtRegistration(options.extensions, response.clientExtensionResults),
    ...checkLargeBlob(options.extensions, response.clientExtensionResults),
  ];
  return {
    checks,
    authenticatorData: data,
    credential: {
      id: response.id,
      publicKey: Buffer.from(spki ?? []).toString('base64url'),
      algorithm,
      signCount: data?.signCount ?? 0,
    },
    format: fmt,
    attestation,
  };
}

/** @throws WardkeyError `device-garbled` where it is none */
function attestationObject({ response }: RegistrationResponseJson): {
  readonly fmt: string;
  readonly attStmt: CborMap;
  readonly authData: Uint8Array;
} {
  const map = required(
    new Map([[0, decodeLenient(fromBase64Url(response.attestationObject)).value]]),
    0,
    asMap,
  );
  return {
    fmt: required(map, 'fmt', asText),
    attStmt: required(map, 'attStmt', asMap),
    authData: required(map, 'authData', asBytes),
  };
}

function isSameId(attested: Uint8Array | undefined, id: string): boolean {
  return attested !== undefined && Buffer.from(attested).toString('base64url') === id;
}
