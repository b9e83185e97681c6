import {
  boolean,
  integer,
  map,
  maps,
  optional,
  required,
  text,
  texts,
  unsigned,
} from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import { extendCreation } from '../extensions/run-extensions.ts';
import { PERMISSION } from '../pin/token-state.ts';
import { type Algorithm, signWith } from '../state/algorithms.ts';
import type { Credential } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import { authenticatorData } from './authenticator-data.ts';
import type { Command } from './command.ts';
import { readClientDataHash, readCredentialIds, readOptions, readUser } from './entities.ts';
import {
  isUnverified,
  readVerification,
  type VerificationRequest,
  verifyUser,
} from './user-verification.ts';

const KEY = {
  clientDataHash: 0x01,
  rp: 0x02,
  user: 0x03,
  pubKeyCredParams: 0x04,
  excludeList: 0x05,
  extensions: 0x06,
  options: 0x07,
  pinUvAuthParam: 0x08,
  pinUvAuthProtocol: 0x09,
  enterpriseAttestation: 0x0a,
  attestationFormatsPreference: 0x0b,
} as const;

/** Of getInfo. */
const ATTESTATION_FORMATS = 0x16;

/** authenticatorMakeCredential (CTAP 2.1 §6.1.2), in the order of its steps. */
export const makeCredential: Command = async (state, parameters, exchange) => {
  const clientDataHash = readClientDataHash(parameters, KEY.clientDataHash);
  const rp = required(parameters, KEY.rp, map);
  const rpId = required(rp, 'id', text);
  optional(rp, 'name', text);
  const user = readUser(parameters, KEY.user);
  const wanted = required(parameters, KEY.pubKeyCredParams, maps);
  const excluded = readCredentialIds(parameters, KEY.excludeList, state.model) ?? [];
  const extensions = optional(parameters, KEY.extensions, map) ?? new Map();
  const options = readOptions(parameters, KEY.options);

  const request = await readVerification(state, parameters, options, KEY, exchange);
  const algorithm = chooseAlgorithm(state, wanted);
  if (optional(options, 'up', boolean) === false) throw new CtapFault(STATUS.invalidOption);
  const resident = optional(options, 'rk', boolean) ?? false;
  if (resident && state.model.residentKeySlots === 0) throw new CtapFault(STATUS.unsupportedOption);
  demandVerification(state, request, resident);
  const enterprise = readEnterprise(
    state,
    optional(parameters, KEY.enterpriseAttestation, unsigned),
  );

  const { makeCredential: permission } = PERMISSION;
  const userVerified = verifyUser(state, request, permission, rpId, clientDataHash);
  if (excluded.some((id) => shows(state.credentials.find(id, rpId), userVerified))) {
    await refuseExcluded(state, exchange);
  }
  await state.presence.collect(exchange);
  state.token.afterPresence();

  const context = { state, rpId, resident, userVerified };
  const { extras, outputs } = extendCreation(extensions, context);
  const credential = state.credentials.create({ rpId, user, algorithm, resident, extras });
  const authData = authenticatorData({
    rpId,
    userPresent: true,
    userVerified,
    signCount: state.credentials.nextSignCount(),
    attested: { aaguid: state.model.aaguid, credential },
    extensions: outputs,
  });
  const signed = Buffer.concat([authData, clientDataHash]);
  const answer = new Map<number, CborValue>(
    wantsNoAttestation(state, parameters)
      ? [
          [0x01, 'none'],
          [0x02, authData],
        ]
      : [
          [0x01, 'packed'],
          [0x02, authData],
          [0x03, attest(state, credential, signed)],
        ],
  );
  if (grants(enterprise, rpId, state)) answer.set(0x04, true);
  if (extras.largeBlobKey !== undefined) answer.set(0x05, extras.largeBlobKey);
  return answer;
};

/** CTAP 2.2 §6.1.2: a key that knows formats looks at the preference, and leaves the statement out for `none`. */
function wantsNoAttestation({ model }: KeyState, parameters: CborMap): boolean {
  const formats = model.infoOverrides.get(ATTESTATION_FORMATS);
  if (!Array.isArray(formats)) return false;
  const wanted = optional(parameters, KEY.attestationFormatsPreference, texts) ?? [];
  return wanted.find((format) => formats.includes(format)) === 'none';
}

/** 1: vendor-facilitated, 2: platform-managed. */
type EnterpriseKind = 1 | 2;

/** Enterprise attestation (CTAP 2.1 §6.1.2 step 9, §7.1). */
function readEnterprise(state: KeyState, asked: number | undefined): EnterpriseKind | undefined {
  if (asked === undefined) return undefined;
  if (!state.settings.enterpriseAttestation) throw new CtapFault(STATUS.invalidParameter);
  if (asked !== 1 && asked !== 2) throw new CtapFault(STATUS.invalidOption);
  return asked;
}

/** To the RPs on the key's own list, or to whom the platform vouches for (CTAP 2.1 §7.1). */
function grants(kind: EnterpriseKind | undefined, rpId: string, { model }: KeyState): boolean {
  return kind === 2 || (kind === 1 && model.enterpriseRpIds.includes(rpId));
}

/** Whether an exclude list may find a credential (CTAP 2.1 §12.1). */
function shows(credential: Credential | undefined, userVerified: boolean): boolean {
  return credential !== undefined && (userVerified || credential.extras.protection !== 3);
}

/** The first algorithm of the caller's list that the key has. */
function chooseAlgorithm(state: KeyState, wanted: readonly CborMap[]): Algorithm {
  const typed = wanted.map((parameter) => ({
    type: required(parameter, 'type', text),
    alg: required(parameter, 'alg', integer),
  }));
  for (const { type, alg } of typed) {
    const known = state.model.algorithms.find((algorithm) => algorithm === alg);
    if (type === 'public-key' && known !== undefined) return known;
  }
  throw new CtapFault(STATUS.unsupportedAlgorithm);
}

/** CTAP 2.1 §6.1.2 steps 6 to 10: when a credential is not made without user verification. */
function demandVerification(
  state: KeyState,
  request: VerificationRequest,
  resident: boolean,
): void {
  const { alwaysUv } = state.settings;
  const { makeCredUvNotRqd } = state.model;
  if (!isUnverified(request)) return;
  const needed = alwaysUv || (state.isProtected && (resident || !makeCredUvNotRqd));
  if (needed) throw new CtapFault(STATUS.puatRequired);
}

/** The person touches the key, or lets the time pass, before a page may learn this (step 12). */
async function refuseExcluded(state: KeyState, exchange: Parameters<Command>[2]): Promise<never> {
  try {
    await state.presence.collect(exchange);
  } catch (fault) {
    if (exchange.signal.aborted) throw fault;
  }
  state.token.afterPresence();
  throw new CtapFault(STATUS.credentialExcluded);
}

/** Packed attestation (WebAuthn Level 3 §8.2), by the batch key or by the credential itself. */
function attest(state: KeyState, credential: Credential, signed: Uint8Array): CborMap {
  if (state.model.attestation === 'self') {
    const { algorithm, privateKey } = credential;
    return new Map<string, CborValue>([
      ['alg', algorithm],
      ['sig', signWith(algorithm, privateKey, signed)],
    ]);
  }
  const { privateKey, certificate } = state.attestation;
  return new Map<string, CborValue>([
    ['alg', -7],
    ['sig', signWith(-7, privateKey, signed)],
    ['x5c', [certificate]],
  ]);
}
