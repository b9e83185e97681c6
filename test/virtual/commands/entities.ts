import { bytes, map, maps, optional, required, text } from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import type { KeyModel } from '../key-options.ts';
import type { Credential, User } from '../state/credential-store.ts';
import { CtapFault, STATUS } from '../status.ts';

/** SHA-256, in bytes. */
const CLIENT_DATA_HASH_BYTES = 32;

/** @throws CtapFault missingParameter, unexpectedType, invalidLength */
export function readClientDataHash(parameters: CborMap, key: number): Uint8Array {
  const hash = required(parameters, key, bytes);
  if (hash.length !== CLIENT_DATA_HASH_BYTES) throw new CtapFault(STATUS.invalidLength);
  return hash;
}

/** The options map; an absent one is empty. */
export function readOptions(parameters: CborMap, key: number): CborMap {
  return optional(parameters, key, map) ?? new Map();
}

/** PublicKeyCredentialUserEntity; its id has 1 to 64 bytes (WebAuthn Level 3 §5.4.3). */
export function readUser(parameters: CborMap, key: number): User {
  const user = required(parameters, key, map);
  const id = required(user, 'id', bytes);
  if (id.length === 0 || id.length > 64) throw new CtapFault(STATUS.invalidLength);
  return {
    id,
    name: optional(user, 'name', text),
    displayName: optional(user, 'displayName', text),
  };
}

/**
 * The credential ids of an allowList or excludeList.
 * @returns `undefined` when there is no list
 * @throws CtapFault limitExceeded; invalidParameter for an empty list, which a platform must
 *   leave out (CTAP 2.1 §6.1 and §6.2)
 */
export function readCredentialIds(
  parameters: CborMap,
  key: number,
  model: KeyModel,
): Uint8Array[] | undefined {
  const list = optional(parameters, key, maps);
  if (list === undefined) return undefined;
  if (list.length === 0) throw new CtapFault(STATUS.invalidParameter);
  if (list.length > model.maxCredentialCountInList) throw new CtapFault(STATUS.limitExceeded);
  return list.flatMap((descriptor) => {
    const type = required(descriptor, 'type', text);
    const id = required(descriptor, 'id', bytes);
    if (id.length > model.maxCredentialIdLength) throw new CtapFault(STATUS.limitExceeded);
    return type === 'public-key' ? [id] : [];
  });
}

export function describeCredential({ id }: Credential): CborMap {
  return new Map<string, CborValue>([
    ['id', id],
    ['type', 'public-key'],
  ]);
}

/** @param withNames only after user verification, and only to tell accounts apart (§6.2.2) */
export function describeUser({ user }: Credential, withNames: boolean): CborMap {
  const entity = new Map<string, CborValue>([['id', user.id]]);
  if (withNames && user.name !== undefined) entity.set('name', user.name);
  if (withNames && user.displayName !== undefined) entity.set('displayName', user.displayName);
  return entity;
}
