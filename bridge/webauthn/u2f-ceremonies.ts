import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import type { MakeCredentialResponse } from '../ctap/make-credential.ts';
import { MAX_KEY_HANDLE_LENGTH, u2fAuthenticate, u2fIsKnown, u2fRegister } from '../ctap/u2f.ts';
import { u2fAssertion, u2fCredential } from '../ctap/u2f-credential.ts';
import type { HeldKey } from './held-key.ts';
import { sha256 } from './sha256.ts';
import { requestTouch } from './touch-request.ts';

/** The one algorithm of U2F. */
const ES256 = -7;

export interface U2fCreation {
  readonly rpId: string;
  readonly clientDataHash: Uint8Array;
  readonly algorithms: readonly number[];
  readonly excluded: readonly CredentialDescriptor[];
  readonly appIdExclude: string | undefined;
}

/**
 * Makes a credential on a key that knows U2F only (WebAuthn Level 3 §5.1.3 as U2F can serve it).
 * @throws WardkeyError `algorithm-unsupported`, `credential-excluded`, those of the commands sent
 */
export async function createWithU2f(
  key: HeldKey,
  { rpId, clientDataHash, algorithms, excluded, appIdExclude }: U2fCreation,
): Promise<MakeCredentialResponse> {
  if (!algorithms.includes(ES256)) {
    throw new WardkeyError('algorithm-unsupported');
  }
  const names = appIdExclude === undefined ? [rpId] : [rpId, appIdExclude];
  if ((await findKnown(key, names, excluded)) !== undefined) {
    await requestTouch(key);
    throw new WardkeyError('credential-excluded');
  }
  const application = sha256(rpId);
  const parameters = { challenge: clientDataHash, application };
  return u2fCredential(
    application,
    await u2fRegister(key.channel, parameters, key.commandOptions()),
  );
}

export interface U2fRequest {
  readonly rpId: string;
  readonly clientDataHash: Uint8Array;
  readonly allowed: readonly CredentialDescriptor[];
  readonly appId: string | undefined;
}

export interface U2fResult {
  readonly response: AssertionResponse;
  /** The RP ID, or the AppID where the credential is of that. */
  readonly name: string;
}

/**
 * Signs in with a key that knows U2F only.
 * @throws WardkeyError `no-credential`, those of the commands sent
 */
export async function assertWithU2f(
  key: HeldKey,
  { rpId, clientDataHash, allowed, appId }: U2fRequest,
): Promise<U2fResult> {
  const names = appId === undefined ? [rpId] : [rpId, appId];
  for (const { name, id } of candidates(names, allowed)) {
    const application = sha256(name);
    const parameters = { challenge: clientDataHash, application };
    const signature = await u2fAuthenticate(key.channel, parameters, id, key.commandOptions());
    if (signature !== undefined) {
      return { response: u2fAssertion(application, id, signature), name };
    }
  }
  await requestTouch(key);
  throw new WardkeyError('no-credential');
}

interface Candidate {
  readonly name: string;
  readonly id: Uint8Array;
}

/** Each credential that U2F has room for, under each name. */
function candidates(
  names: readonly string[],
  credentials: readonly CredentialDescriptor[],
): readonly Candidate[] {
  const listed = credentials.filter(({ id }) => id.length <= MAX_KEY_HANDLE_LENGTH);
  return names.flatMap((name) => listed.map(({ id }) => ({ name, id })));
}

/** The first of the credentials that the key knows under one of the names, found without a touch. */
export async function findKnown(
  key: HeldKey,
  names: readonly string[],
  credentials: readonly CredentialDescriptor[],
): Promise<Candidate | undefined> {
  for (const candidate of candidates(names, credentials)) {
    const parameters = { challenge: new Uint8Array(32), application: sha256(candidate.name) };
    if (await u2fIsKnown(key.channel, parameters, candidate.id, key.commandOptions())) {
      return candidate;
    }
  }
  return undefined;
}
