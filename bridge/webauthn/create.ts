import { isDeepStrictEqual } from 'node:util';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  CreationOptionsJson,
  RegistrationResponseJson,
} from '../../shared/rpc/webauthn-json.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { isU2fOnly } from '../ctap/identify.ts';
import { type MakeCredentialResponse, makeCredential } from '../ctap/make-credential.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import { checkNewCredential } from './answer-check.ts';
import { preferredFormats } from './attestation-formats.ts';
import { fromBase64Url } from './base64url.ts';
import {
  credentialsWithinLength,
  listedCredentials,
  maxListLength,
  splitAllowList,
} from './credential-lists.ts';
import { concernsList, isTooLong, searchCredential } from './credential-search.ts';
import {
  type EnterpriseAttestation,
  enterpriseAttestationFor,
  grantsEnterprise,
} from './enterprise-attestation.ts';
import { type Names, namesOf, shortNames } from './entity-names.ts';
import { readAppIdExclude } from './extensions/app-id.ts';
import {
  type RegistrationExtensions,
  registrationExtensions,
} from './extensions/registration-extensions.ts';
import type { HeldKey } from './held-key.ts';
import { requestedAlgorithms } from './pub-key-params.ts';
import { registrationResponse } from './registration-response.ts';
import { decideResidentKey, type ResidentKeyDecision } from './resident-key.ts';
import { sha256 } from './sha256.ts';
import { requestTouch } from './touch-request.ts';
import { createWithU2f } from './u2f-ceremonies.ts';
import { type Verification, verificationMembers, withVerification } from './user-verification.ts';
import { needsVerification } from './user-verification-need.ts';

/** WebAuthn Level 3 §5.4.3: a user handle is 1 to 64 bytes. */
const MAX_USER_ID_LENGTH = 64;

/** A registration whose caller and options were checked. */
export interface Creation {
  readonly options: CreationOptionsJson;
  readonly rpId: string;
  /** Of the caller. */
  readonly origin: string;
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
  readonly algorithms: readonly number[];
  readonly userId: Uint8Array;
  /** How the page may recognise the single key, if the key lets it; `undefined` if it did not ask. */
  readonly enterpriseAttestation: EnterpriseAttestation | undefined;
}

/**
 * Checks what can be checked before any device is looked at.
 * @param enterpriseRpIds RP IDs that the administrator lets recognise the single key
 * @throws WardkeyError `options-invalid`, `algorithm-unsupported`
 */
export function prepareCreation(
  options: CreationOptionsJson,
  { rpId, origin, clientData }: Pick<Creation, 'rpId' | 'origin' | 'clientData'>,
  enterpriseRpIds: readonly string[],
): Creation {
  const userId = fromBase64Url(options.user.id);
  if (userId.length === 0 || userId.length > MAX_USER_ID_LENGTH) {
    throw new WardkeyError('options-invalid', { facts: { reason: 'user-id' } });
  }
  const algorithms = requestedAlgorithms(options.pubKeyCredParams);
  const enterpriseAttestation = enterpriseAttestationFor(options, rpId, enterpriseRpIds);
  return { options, rpId, origin, clientData, algorithms, userId, enterpriseAttestation };
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
  const inputs = options.extensions ?? {};
  const extensions = registrationExtensions({ inputs, info: key.info, resident });
  const needed = needsVerification(
    {
      command: 'create',
      requirement: userVerification,
      residentKey: resident.residentKey,
      extensionWants: extensions.wantsVerification,
    },
    key.info,
  );
  const excluded = credentialsWithinLength(listedCredentials(options.excludeCredentials), key.info);
  const appIdExclude = readAppIdExclude(inputs, rpId, creation.origin);
  const clientDataHash = sha256(creation.clientData);
  // Searching is getAssertion's business, and any list may turn out to be more than the key takes.
  const permissions = PERMISSION.mc | (excluded.length > 0 ? PERMISSION.ga : 0);
  const makeWithCtap2 = async () => {
    await refuseExcludedByAppId(key, appIdExclude, excluded);
    return withVerification(key, { permissions, rpId }, needed, (verification) =>
      make(key, creation, excluded, { clientDataHash, resident, extensions, verification }),
    );
  };
  const made = isU2fOnly(key.info)
    ? await createWithU2f(key, { rpId, clientDataHash, algorithms, excluded, appIdExclude })
    : await makeWithCtap2();
  checkNewCredential(made, algorithms, { rpId, userVerification });
  return registrationResponse(key, {
    clientData: creation.clientData,
    attestation: options.attestation,
    made,
    extensionResults: {
      ...extensions.outputs(made),
      ...(appIdExclude === undefined ? {} : { appidExclude: true }),
    },
  });
}

/**
 * Refuses where the key holds a listed credential under the AppID (WebAuthn Level 3 §10.1.2). Asked
 * before the person is verified: a token is good for one RP ID only.
 */
async function refuseExcludedByAppId(
  key: HeldKey,
  appId: string | undefined,
  excluded: readonly CredentialDescriptor[],
): Promise<void> {
  if (appId === undefined || !key.info.versions.includes('U2F_V2')) {
    return;
  }
  const lists = splitAllowList(excluded, key.info, appId);
  const search = await searchCredential(key, appId, lists, { kind: 'none' });
  if (search.outcome === 'found') {
    await requestTouch(key);
    throw new WardkeyError('credential-excluded');
  }
}

interface Making {
  readonly clientDataHash: Uint8Array;
  readonly resident: ResidentKeyDecision;
  readonly extensions: RegistrationExtensions;
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
      if (!concernsList(error) || excluded.length === 0) {
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
      return sendShorter(key, creation, lists[0] ?? [], making);
  }
}

/** As much of the list as the key takes in one command. */
async function sendShorter(
  key: HeldKey,
  creation: Creation,
  list: readonly CredentialDescriptor[],
  making: Making,
): Promise<MakeCredentialResponse> {
  try {
    return await sendRequest(key, creation, list, making);
  } catch (error) {
    if (!isTooLong(error) || list.length === 0) {
      throw error;
    }
    const half = list.slice(0, Math.floor(list.length / 2));
    return sendShorter(key, creation, half, making);
  }
}

/** With the names as the page has them where they fit, else cut to what every key has room for. */
async function sendRequest(
  key: HeldKey,
  creation: Creation,
  excludeList: readonly CredentialDescriptor[],
  making: Making,
): Promise<MakeCredentialResponse> {
  const names = namesOf(creation.options);
  try {
    return await sendWithNames(key, creation, excludeList, { ...making, names });
  } catch (error) {
    const shorter = shortNames(names);
    if (!isTooLong(error) || isDeepStrictEqual(shorter, names)) {
      throw error;
    }
    return sendWithNames(key, creation, excludeList, { ...making, names: shorter });
  }
}

async function sendWithNames(
  key: HeldKey,
  { options, rpId, algorithms, userId, enterpriseAttestation }: Creation,
  excludeList: readonly CredentialDescriptor[],
  { clientDataHash, resident, extensions, verification, names }: Making & { readonly names: Names },
): Promise<MakeCredentialResponse> {
  const { uv, pinUvAuth } = verificationMembers(verification, clientDataHash);
  const inputs = await extensions.inputs(key, verification.kind !== 'none');
  const formats = preferredFormats(options, key.info);
  return makeCredential(
    key.channel,
    {
      clientDataHash,
      rp: { id: rpId, ...names.rp },
      user: { id: userId, ...names.user },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeList,
      ...(inputs.size === 0 ? {} : { extensions: inputs }),
      // What is false is left out: keys of CTAP 2.0 exist that refuse to be told.
      options: {
        ...(resident.residentKey ? { rk: true } : {}),
        ...(uv === undefined ? {} : { uv }),
      },
      ...(pinUvAuth === undefined ? {} : { pinUvAuth }),
      ...(enterpriseAttestation !== undefined && grantsEnterprise(key.info)
        ? { enterpriseAttestation }
        : {}),
      ...(formats === undefined ? {} : { attestationFormatsPreference: formats }),
    },
    key.commandOptions(),
  );
}
