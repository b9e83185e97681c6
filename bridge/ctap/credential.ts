import type { CborMap, CborValue } from './cbor-value.ts';
import { asBytes, asText, dispensable, garbledMember, required } from './members.ts';
import { namedMembers } from './request-members.ts';

/** PublicKeyCredentialDescriptor as CTAP carries it: without `transports` (CTAP 2.1 §6.1.2). */
export interface CredentialDescriptor {
  readonly type: string;
  /** 1 to 1023 bytes. */
  readonly id: Uint8Array;
}

/** PublicKeyCredentialUserEntity. Keys tell the names only after user verification. */
export interface UserEntity {
  /** 1 to 64 bytes. */
  readonly id: Uint8Array;
  readonly name?: string;
  readonly displayName?: string;
}

export function encodeDescriptors(descriptors: readonly CredentialDescriptor[]): CborValue {
  return descriptors.map(({ type, id }) => namedMembers({ id, type }));
}

/**
 * Reads `credential` of an assertion.
 * @throws WardkeyError `device-garbled`
 */
export function parseDescriptor(map: CborMap): CredentialDescriptor {
  const id = required(map, 'id', asBytes);
  if (id.length < 1 || id.length > 1023) throw garbledMember('id');
  // There is no other type, and keys exist that leave it out.
  return { type: dispensable(map, 'type', asText) ?? 'public-key', id };
}

/**
 * Reads `user` of an assertion. Names that are none are left out: nothing but what is shown hangs on them.
 * @throws WardkeyError `device-garbled`
 */
export function parseUser(map: CborMap): UserEntity {
  const id = required(map, 'id', asBytes);
  if (id.length < 1 || id.length > 64) throw garbledMember('id');
  const name = dispensable(map, 'name', asText);
  const displayName = dispensable(map, 'displayName', asText);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(displayName === undefined ? {} : { displayName }),
  };
}
