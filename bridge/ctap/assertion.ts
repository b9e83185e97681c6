import { type AuthenticatorData, parseAuthenticatorData } from './authenticator-data.ts';
import type { CborMap } from './cbor-value.ts';
import {
  type CredentialDescriptor,
  parseDescriptor,
  parseUser,
  type UserEntity,
} from './credential.ts';
import {
  asBoolean,
  asBytes,
  asLargeBlobKey,
  asMapRead,
  asUnsigned,
  dispensable,
  garbledMember,
  type Read,
  required,
} from './members.ts';

/** One assertion, the answer of getAssertion and of getNextAssertion alike (CTAP 2.1 §6.2). */
export interface AssertionResponse {
  /** May be missing when the allow list named one credential only. */
  readonly credential: CredentialDescriptor | undefined;
  /** As the key sent and signed it. */
  readonly authData: Uint8Array;
  /** The same, taken apart. */
  readonly authenticatorData: AuthenticatorData;
  readonly signature: Uint8Array;
  readonly user: UserEntity | undefined;
  /** How many credentials match, at least 1: in the answer of getAssertion only. */
  readonly numberOfCredentials: number | undefined;
  /** The person has chosen the account on the key itself. */
  readonly userSelected: boolean;
  /** 32 bytes. */
  readonly largeBlobKey: Uint8Array | undefined;
}

/**
 * Reads an assertion. What is signed must be there; all else that makes no sense counts as absent: the
 * signature is as good without it.
 * @param members the answer's map
 * @throws WardkeyError `device-garbled`
 */
export function parseAssertion(members: CborMap): AssertionResponse {
  const authData = required(members, 0x02, asBytes);
  const signature = required(members, 0x03, asBytes);
  if (signature.length === 0) throw garbledMember(0x03);
  return {
    credential: dispensable(members, 0x01, asMapRead(parseDescriptor)),
    authData,
    authenticatorData: parseAuthenticatorData(authData),
    signature,
    user: dispensable(members, 0x04, asMapRead(parseUser)),
    numberOfCredentials: dispensable(members, 0x05, asCount),
    userSelected: dispensable(members, 0x06, asBoolean) ?? false,
    largeBlobKey: dispensable(members, 0x07, asLargeBlobKey),
  };
}

const asCount: Read<number> = (value) => {
  const count = asUnsigned(value);
  return count === 0 ? undefined : count;
};
