import type { RequestOptionsJson } from '../../shared/rpc/webauthn-json.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { encode } from '../ctap/cbor.ts';
import { type CredentialDescriptor, encodeDescriptors } from '../ctap/credential.ts';
import { fromBase64Url } from './base64url.ts';

/** WebAuthn Level 3 §4 lets no credential ID be longer, in bytes. */
const MAX_CREDENTIAL_ID_LENGTH = 1023;

/**
 * Room for all of a getAssertion message but the allow list and the RP ID: command, map, client
 * data hash, options, token proof (CTAP 2.1 §6.2). In bytes, rounded up.
 */
const ASSERTION_FRAME_LENGTH = 128;

/**
 * The credentials that a page lists, each once, without those of types or lengths that do not exist.
 * `transports` stays behind: CTAP has no place for it (CTAP 2.1 §6.1.2).
 */
export function listedCredentials(
  descriptors: RequestOptionsJson['allowCredentials'] = [],
): readonly CredentialDescriptor[] {
  const known = new Map<string, CredentialDescriptor>();
  for (const { type, id: text } of descriptors) {
    const id = fromBase64Url(text);
    if (type === 'public-key' && id.length > 0 && id.length <= MAX_CREDENTIAL_ID_LENGTH) {
      known.set(Buffer.from(id).toString('hex'), { type, id });
    }
  }
  return [...known.values()];
}

/** Without those that cannot be the key's own, because its IDs are never that long. */
export function credentialsWithinLength(
  credentials: readonly CredentialDescriptor[],
  { maxCredentialIdLength = MAX_CREDENTIAL_ID_LENGTH }: AuthenticatorInfo,
): readonly CredentialDescriptor[] {
  return credentials.filter(({ id }) => id.length <= maxCredentialIdLength);
}

/**
 * How many credentials one list may hold. A key that does not tell takes one; a count without
 * `maxCredentialIdLength` comes from keys that do not keep to it.
 */
export function maxListLength(info: AuthenticatorInfo): number {
  return info.maxCredentialIdLength === undefined ? 1 : (info.maxCredentialCountInList ?? 1);
}

/** Splits an allow list into as few as the key takes, by number and by the size of the message. */
export function splitAllowList(
  credentials: readonly CredentialDescriptor[],
  info: AuthenticatorInfo,
  rpId: string,
): readonly (readonly CredentialDescriptor[])[] {
  const room = info.maxMsgSize - ASSERTION_FRAME_LENGTH - Buffer.byteLength(rpId);
  const lists: CredentialDescriptor[][] = [];
  let list: CredentialDescriptor[] = [];
  let length = 0;
  for (const credential of credentials) {
    const added = encode(encodeDescriptors([credential])).length;
    if (list.length > 0 && (list.length >= maxListLength(info) || length + added > room)) {
      lists.push(list);
      list = [];
      length = 0;
    }
    list.push(credential);
    length += added;
  }
  return list.length === 0 ? lists : [...lists, list];
}

/** Whether two byte strings are the same. Nothing here is secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
