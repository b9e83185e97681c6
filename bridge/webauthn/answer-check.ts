import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { AuthenticatorData } from '../ctap/authenticator-data.ts';
import { coseAlgorithm } from '../ctap/cose-key.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import type { MakeCredentialResponse } from '../ctap/make-credential.ts';
import { sameBytes } from './credential-lists.ts';
import { sha256 } from './sha256.ts';

/** What a key was asked for, and its answer is held to. */
export interface Expectation {
  readonly rpId: string;
  readonly userVerification: string | undefined;
}

/**
 * Checks that a new credential is the one that was asked for (WebAuthn Level 3 §6.3.2, §7.1).
 * @throws WardkeyError `device-garbled`
 */
export function checkNewCredential(
  { authenticatorData }: MakeCredentialResponse,
  algorithms: readonly number[],
  expected: Expectation,
): void {
  checkAuthenticatorData(authenticatorData, expected);
  if (!algorithms.includes(coseAlgorithm(authenticatorData.attestedCredentialData.publicKey))) {
    throw garbled('algorithm-not-asked-for');
  }
}

/**
 * Checks that an assertion is one that was asked for (WebAuthn Level 3 §6.3.3, §7.2).
 * @param allowed the list that was sent; empty when any credential of the RP would do
 * @returns the credential that it was made with, which keys may leave out of an answer to a list of
 *   one (CTAP 2.1 §6.2.2)
 * @throws WardkeyError `device-garbled`
 */
export function checkAssertion(
  { authenticatorData, credential, user }: AssertionResponse,
  allowed: readonly CredentialDescriptor[],
  expected: Expectation,
): CredentialDescriptor {
  checkAuthenticatorData(authenticatorData, expected);
  if (allowed.length === 0) {
    if (credential === undefined || user === undefined) {
      throw garbled('credential-or-user-missing');
    }
    return credential;
  }
  return listedCredential(credential, allowed);
}

/**
 * The member of a list that a key means.
 * @throws WardkeyError `device-garbled` when it means none of them
 */
export function listedCredential(
  answered: CredentialDescriptor | undefined,
  list: readonly CredentialDescriptor[],
): CredentialDescriptor {
  const meant =
    answered === undefined && list.length === 1
      ? list[0]
      : list.find(({ id }) => answered !== undefined && sameBytes(id, answered.id));
  if (meant === undefined) {
    throw garbled('credential-not-listed');
  }
  return meant;
}

function checkAuthenticatorData(data: AuthenticatorData, expected: Expectation): void {
  if (!sameBytes(data.rpIdHash, sha256(expected.rpId))) {
    throw garbled('rp-id-hash');
  }
  if (!data.userPresent) {
    throw garbled('user-not-present');
  }
  if (expected.userVerification === 'required' && !data.userVerified) {
    throw garbled('user-not-verified');
  }
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason } });
}
