import type { RelyingParty } from './relying-party.ts';
import type { Method } from './shape.ts';

/** Whoever practises, when nobody gave another address. */
export const SOMEBODY = 'sam.jones@nhs.net';

/** The password of every account of the practice. */
export const PRACTICE_PASSWORD = 'practice makes perfect';

/** So many wrong passwords lock an account. */
export const PASSWORD_TRIES = 3;

/** One person's account. */
interface Account {
  wrongPasswords: number;
  mfaEnabled: boolean;
  authenticator: boolean;
  phone: string | null;
  /** What a key that is about to be registered is to be called. */
  nextKeyName: string;
  readonly keyNames: Map<string, string>;
}

/** The accounts of the practice; there is one for every address, from the first time it is used. */
export class Accounts {
  readonly #relyingParty: RelyingParty;
  readonly #accounts = new Map<string, Account>();

  /** @param relyingParty keeps the security keys of the accounts */
  constructor(relyingParty: RelyingParty) {
    this.#relyingParty = relyingParty;
  }

  /** The account of an address. */
  of(userName: string): Account {
    const account = this.#accounts.get(userName) ?? {
      wrongPasswords: 0,
      mfaEnabled: false,
      authenticator: false,
      phone: null,
      nextKeyName: '',
      keyNames: new Map(),
    };
    this.#accounts.set(userName, account);
    return account;
  }

  /** The ways in which a person can sign in. */
  methodsOf(userName: string): readonly Method[] {
    const { authenticator, phone, keyNames } = this.of(userName);
    const keys = this.#relyingParty.credentialIdsOf(userName).map((id): Method => {
      return { kind: 'security-key', id, name: keyNames.get(id) ?? '' };
    });
    return [
      ...(authenticator ? [{ kind: 'authenticator', id: 'app', name: '' } as const] : []),
      ...(phone === null ? [] : [{ kind: 'phone', id: 'phone', name: phone } as const]),
      ...keys,
    ];
  }

  /** Names the key that was registered last. @param name without it, what was asked for before */
  nameNewestKey(userName: string, name = this.of(userName).nextKeyName): void {
    const id = this.#relyingParty.credentialIdsOf(userName).at(-1);
    if (id !== undefined) this.of(userName).keyNames.set(id, name);
  }

  /** Takes a method away. @returns whether it was there */
  removeMethod(userName: string, id: string): boolean {
    const account = this.of(userName);
    const was = this.methodsOf(userName).some((method) => method.id === id);
    if (id === 'app') account.authenticator = false;
    else if (id === 'phone') account.phone = null;
    else this.#relyingParty.remove(userName, id);
    return was;
  }
}
