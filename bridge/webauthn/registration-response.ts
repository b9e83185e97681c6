import type { RegistrationResponseJson } from '../../shared/rpc/webauthn-json.ts';
import { coseAlgorithm, subjectPublicKeyInfo } from '../ctap/cose-key.ts';
import type { MakeCredentialResponse } from '../ctap/make-credential.ts';
import { conveyAttestation } from './attestation-conveyance.ts';
import { toBase64Url } from './base64url.ts';
import type { ExtensionValues } from './extensions/extension.ts';
import type { HeldKey } from './held-key.ts';

export interface RegistrationFindings {
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
  /** AttestationConveyancePreference as the page wrote it. */
  readonly attestation: string | undefined;
  readonly made: MakeCredentialResponse;
  readonly extensionResults: ExtensionValues;
}

/** A new credential as the page gets it (WebAuthn Level 3 §5.2.1). */
export function registrationResponse(
  key: HeldKey,
  { clientData, attestation, made, extensionResults }: RegistrationFindings,
): RegistrationResponseJson {
  const { credentialId, publicKey } = made.authenticatorData.attestedCredentialData;
  const spki = subjectPublicKeyInfo(publicKey);
  return {
    id: toBase64Url(credentialId),
    rawId: toBase64Url(credentialId),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response: {
      clientDataJSON: toBase64Url(clientData),
      authenticatorData: toBase64Url(made.authData),
      transports: transportsOf(key),
      ...(spki === undefined ? {} : { publicKey: toBase64Url(spki) }),
      publicKeyAlgorithm: coseAlgorithm(publicKey),
      attestationObject: toBase64Url(conveyAttestation(attestation, made)),
    },
    clientExtensionResults: extensionResults,
  };
}

/** As the key tells them, else the one that it was reached by; sorted (WebAuthn Level 3 §5.2.1). */
function transportsOf({ info, device }: HeldKey): string[] {
  const told = (info.transports ?? []).filter((transport) => /^[a-z-]{1,32}$/.test(transport));
  return [...new Set(told.length === 0 ? [device.transport] : told)].sort();
}
