import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  CreationOptionsJson,
  RegistrationResponseJson,
} from '../../shared/rpc/webauthn-json.ts';
import { coseAlgorithm, subjectPublicKeyInfo } from '../ctap/cose-key.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { type MakeCredentialResponse, makeCredential } from '../ctap/make-credential.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import { checkNewCredential } from './answer-check.ts';
import { conveyAttestation } from './attestation-conveyance.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import {
  credentialsWithinLength,
  listedCredentials,
  maxListLength,
  splitAllowList,
} from './credential-lists.ts';
import { isListTooLong, searchCredential } from './credential-search.ts';
import type { HeldKey } from './held-key.ts';
import { requestedAlgorithms } from './pub-key-params.ts';
import { decideResidentKey } from './resident-key.ts';
import { sha256 } from './sha256.ts';
import { type Verification, verificationMembers, withVerification } from './user-verification.ts';
import { needsVerification } from './user-verification-need.ts';

/** WebAuthn Level 3 §5.4.3: a user handle is 1 to 64 bytes. */
const MAX_USER_ID_LENGTH = 64;

/** A registration whose caller and options were checked. */
export interface Creation {
  readonly options: CreationOptionsJson;
  readonly rpId: string;
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
  readonly algorithms: readonly number[];
  readonly userId: Uint8Array;
}

/**
 * Checks what can be checked before any device is looked at.
 * @throws WardkeyError `options-invalid`, `algorithm-unsupported`
 */
export function prepareCreation(
  options: CreationOptionsJson,
  rpId: string,
  clientData: Uint8Array,
): Creation {
  const userId = fromBase64Url(options.user.id);
  if (userId.length === 0 || userId.length > MAX_USER_ID_LENGTH) {
    throw new WardkeyError('options-invalid', { facts: { reason: 'user-id' } });
  }
  const algorithms = requestedAlgorithms(options.pubKeyCredParams);
  return { options, rpId, clientData, algorithms, userId };
}

/**
 * Makes a credential on a key (WebAuthn Level 3 §5.1.3, "create a credential").
 * @throws WardkeyError `credential-excluded`, `key-lacks-resident-keys`,
 *   `key-lacks-user-verification`, `device-garbled`, those of the PIN and of the commands sent
 */
export async function createCredential(
  key: HeldKey,
  creation: Creation,
): Promise<RegistrationResponseJson> {
  const { options, rpId, algorithms } = creation;
  const selection = options.authenticatorSelection;
  const resident = decideResidentKey(selection, key.info);
  const userVerification = selection?.userVerification;
  const needed = needsVerification(
    { command: 'create', requirement: userVerification, residentKey: resident.residentKey },
    key.info,
  );
  const excluded = credentialsWithinLength(listedCredentials(options.excludeCredentials), key.info);
  // Searching is getAssertion's business, and may turn out to be needed for any longer list.
  const permissions = PERMISSION.mc | (excluded.length > 1 ? PERMISSION.ga : 0);
  const made = await withVerification(key, { permissions, rpId }, needed, (verification) =>
    make(key, creation, excluded, { residentKey: resident.residentKey, verification }),
  );
  checkNewCredential(made, algorithms, { rpId, userVerification });
  return registrationResponse(key, creation, made, resident.known);
}

interface Making {
  readonly residentKey: boolean;
  readonly verification: Verification;
}

/** A list that the key takes as it is goes along; of a longer one, what a search finds. */
async function make(
  key: HeldKey,
  creation: Creation,
  excluded: readonly CredentialDescriptor[],
  making: Making,
): Promise<MakeCredentialResponse> {
  if (excluded.length <= Math.max(maxListLength(key.info), 1)) {
    try {
      return await sendRequest(key, creation, excluded, making);
    } catch (error) {
      if (!isListTooLong(error) || excluded.length < 2) {
        throw error;
      }
    }
  }
  const lists = splitAllowList(excluded, key.info, creation.rpId);
  const search = await searchCredential(key, creation.rpId, lists, making.verification);
  switch (search.outcome) {
    case 'found':
      return sendRequest(key, creation, [search.credential], making);
    case 'absent':
      return sendRequest(key, creation, [], making);
    case 'unsupported':
      return sendRequest(key, creation, lists[0] ?? [], making);
  }
}

function sendRequest(
  key: HeldKey,
  { options, rpId, clientData, algorithms, userId }: Creation,
  excludeList: readonly CredentialDescriptor[],
  { residentKey, verification }: Making,
): Promise<MakeCredentialResponse> {
  const clientDataHash = sha256(clientData);
  const { uv, pinUvAuth } = verificationMembers(verification, clientDataHash);
  const { rp, user } = options;
  return makeCredential(
    key.channel,
    {
      clientDataHash,
      rp: { id: rpId, ...(rp.name === undefined ? {} : { name: rp.name.toWellFormed() }) },
      user: {
        id: userId,
        name: user.name.toWellFormed(),
        displayName: user.displayName.toWellFormed(),
      },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeList,
      // What is false is left out: keys of CTAP 2.0 exist that refuse to be told.
      options: { ...(residentKey ? { rk: true } : {}), ...(uv === undefined ? {} : { uv }) },
      ...(pinUvAuth === undefined ? {} : { pinUvAuth }),
    },
    key.commandOptions(),
  );
}

function registrationResponse(
  key: HeldKey,
  { options, clientData }: Creation,
  made: MakeCredentialResponse,
  knownResident: boolean | undefined,
): RegistrationResponseJson {
  const { credentialId, publicKey } = made.authenticatorData.attestedCredentialData;
  const spki = subjectPublicKeyInfo(publicKey);
  const credProps = options.extensions?.['credProps'] === true && knownResident !== undefined;
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
      attestationObject: toBase64Url(conveyAttestation(options.attestation, made)),
    },
    clientExtensionResults: credProps ? { credProps: { rk: knownResident } } : {},
  };
}

/** As the key tells them, else the one that it was reached by; sorted (WebAuthn Level 3 §5.2.1). */
function transportsOf({ info, device }: HeldKey): string[] {
  const told = (info.transports ?? []).filter((transport) => /^[a-z-]{1,32}$/.test(transport));
  return [...new Set(told.length === 0 ? [device.transport] : told)].sort();
}
