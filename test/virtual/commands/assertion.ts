import type { CborMap, CborValue } from '../cbor/value.ts';
import { extendAssertion } from '../extensions/run-extensions.ts';
import { signWith } from '../state/algorithms.ts';
import type { Credential } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';
import { authenticatorData } from './authenticator-data.ts';
import { describeCredential, describeUser } from './entities.ts';

export interface AssertionFacts {
  readonly clientDataHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  /** More than one account was found: their names may be told, after user verification. */
  readonly severalAccounts: boolean;
  /** Extension inputs of the request. */
  readonly extensions: CborMap;
}

/** One signed answer of getAssertion or getNextAssertion (CTAP 2.1 §6.2). */
export function assertion(
  state: KeyState,
  credential: Credential,
  facts: AssertionFacts,
): Map<number, CborValue> {
  const { clientDataHash, userPresent, userVerified, severalAccounts } = facts;
  const authData = authenticatorData({
    rpId: credential.rpId,
    userPresent,
    userVerified,
    signCount: state.credentials.nextSignCount(),
    extensions: extendAssertion(facts.extensions, {
      state,
      credential,
      userPresent,
      userVerified,
    }),
  });
  const signed = Buffer.concat([authData, clientDataHash]);
  const answer = new Map<number, CborValue | CborMap>([
    [0x01, describeCredential(credential)],
    [0x02, authData],
    [0x03, signWith(credential.algorithm, credential.privateKey, signed)],
  ]);
  if (credential.resident) {
    answer.set(0x04, describeUser(credential, userVerified && severalAccounts));
  }
  const { largeBlobKey } = credential.extras;
  if (facts.extensions.get('largeBlobKey') === true && largeBlobKey !== undefined) {
    answer.set(0x07, largeBlobKey);
  }
  return answer;
}
