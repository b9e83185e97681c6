import type { AuthenticatorInfo } from './authenticator-info.ts';
import {
  CredentialManagement,
  type StoredCredential,
  type StoredRp,
} from './credential-management.ts';
import { openMember } from './encrypted-member.ts';
import { getInfo } from './get-info.ts';
import type { ManagedKey } from './management.ts';
import { PERMISSION, type PinUvAuthToken } from './pin-uv-auth-token.ts';
import { statusOf } from './status.ts';
import { STATUS } from './status-byte.ts';

/** A stored credential with the RP that it is for. */
export interface ListedCredential {
  readonly rp: StoredRp;
  readonly stored: StoredCredential;
}

export interface CredentialList {
  readonly existing: number;
  /** At most; it may depend on the algorithm. `undefined` where the key does not tell. */
  readonly remaining: number | undefined;
  readonly credentials: readonly ListedCredential[];
}

/**
 * Obtains a token, at the price of a PIN or a finger.
 * @param permissions `pcmr` alone, or `cm`
 */
export type ObtainToken = (permissions: number) => Promise<PinUvAuthToken>;

interface KnownKey {
  readonly token: PinUvAuthToken;
  /** What encIdentifier says to whom the token is: the same until a reset. */
  readonly identifier: Uint8Array;
  /** What encCredStoreState said when the list was made. */
  state: Uint8Array | undefined;
  list: CredentialList | undefined;
}

/**
 * Lists what keys store. Where a key gives out read-only tokens that last (CTAP 2.3, perCredMgmtRO),
 * the person is asked once: the key is known again, also after it was plugged in anew, and is not even
 * asked while nothing has changed on it. Such a token can change nothing. Other keys want a token for
 * each list.
 */
export class CredentialLists {
  readonly #known: KnownKey[] = [];

  /**
   * @throws WardkeyError `key-lacks-command`, what obtaining a token and sending throw
   */
  async list(key: Omit<ManagedKey, 'token'>, obtain: ObtainToken): Promise<CredentialList> {
    if (key.info.options.get('perCredMgmtRO') !== true) {
      return withToken(await obtain(PERMISSION.cm), (token) => enumerate({ ...key, token }));
    }
    const info = await getInfo(key.channel, key.options());
    const known = this.#known.find((entry) => isKnown(entry, info));
    if (known !== undefined) {
      const list = await this.#listAgain(key, known, info);
      if (list !== undefined) return list;
      this.#forget(known);
    }
    return this.#listAnew(key, info, await obtain(PERMISSION.pcmr));
  }

  /** Zeroes all tokens: every key asks for its PIN again. */
  dispose(): void {
    for (const known of [...this.#known]) this.#forget(known);
  }

  async #listAnew(
    key: Omit<ManagedKey, 'token'>,
    info: AuthenticatorInfo,
    token: PinUvAuthToken,
  ): Promise<CredentialList> {
    const { encIdentifier } = info;
    if (encIdentifier === undefined)
      return withToken(token, (one) => enumerate({ ...key, token: one }));
    try {
      const identifier = openMember(token, 'encIdentifier', encIdentifier);
      const known: KnownKey = { token, identifier, state: undefined, list: undefined };
      const list = await refresh(key, known, info);
      this.#known.push(known);
      return list;
    } catch (error) {
      token.dispose();
      throw error;
    }
  }

  /** @returns `undefined` when the key takes the token no more, as after a change of its PIN */
  async #listAgain(
    key: Omit<ManagedKey, 'token'>,
    known: KnownKey,
    info: AuthenticatorInfo,
  ): Promise<CredentialList | undefined> {
    const state = stateOf(known, info);
    const unchanged =
      state !== undefined && known.state && Buffer.compare(state, known.state) === 0;
    if (unchanged && known.list !== undefined) return known.list;
    try {
      return await refresh(key, known, info);
    } catch (error) {
      if (statusOf(error) === STATUS.PIN_AUTH_INVALID) return undefined;
      throw error;
    }
  }

  #forget(known: KnownKey): void {
    known.token.dispose();
    this.#known.splice(this.#known.indexOf(known), 1);
  }
}

/** The state is read before the list: what changes meanwhile shows as a change the next time. */
async function refresh(
  key: Omit<ManagedKey, 'token'>,
  known: KnownKey,
  info: AuthenticatorInfo,
): Promise<CredentialList> {
  const state = stateOf(known, info);
  const list = await enumerate({ ...key, token: known.token });
  known.state = state;
  known.list = list;
  return list;
}

async function enumerate(key: ManagedKey): Promise<CredentialList> {
  const management = new CredentialManagement(key);
  const { existing, remaining } = await management.getMetadata();
  const credentials: ListedCredential[] = [];
  // A key that stores nothing may not even answer the question which RPs (CTAP 2.1 §6.8.3).
  for (const rp of existing === 0 ? [] : await management.enumerateRps()) {
    for (const stored of await management.enumerateCredentials(rp.idHash)) {
      credentials.push({ rp, stored });
    }
  }
  return { existing: existing ?? credentials.length, remaining, credentials };
}

function isKnown({ token, identifier }: KnownKey, { encIdentifier }: AuthenticatorInfo): boolean {
  if (encIdentifier?.length !== identifier.length + IV_LENGTH) return false;
  return Buffer.compare(openMember(token, 'encIdentifier', encIdentifier), identifier) === 0;
}

const IV_LENGTH = 16;

function stateOf({ token }: KnownKey, info: AuthenticatorInfo): Uint8Array | undefined {
  const sealed = info.encCredStoreState;
  return sealed && openMember(token, 'encCredStoreState', sealed);
}

async function withToken<T>(
  token: PinUvAuthToken,
  run: (token: PinUvAuthToken) => Promise<T>,
): Promise<T> {
  try {
    return await run(token);
  } finally {
    token.dispose();
  }
}
