import type { Accounts } from './accounts.ts';
import { PASSWORD_TRIES, PRACTICE_PASSWORD } from './accounts.ts';
import type { PhoneRequest, Phones } from './phone.ts';

/** What comes next in a sign-in. */
export type NextView =
  | 'entra-password'
  | 'entra-number-match'
  | 'entra-mfa-failed'
  | 'entra-more-info'
  | 'entra-kmsi'
  | 'entra-locked';

interface SignIn {
  readonly userName: string;
  passwordGiven: boolean;
  request: PhoneRequest | null;
}

/** The sign-ins at Entra that are under way: each browser session has one. */
export class EntraSignIns {
  readonly #accounts: Accounts;
  readonly #phones: Phones;
  readonly #open = new Map<string, SignIn>();

  constructor(accounts: Accounts, phones: Phones) {
    this.#accounts = accounts;
    this.#phones = phones;
  }

  /**
   * A password for an account, which so many wrong ones lock for good.
   * @returns what comes next; null when it is wrong
   */
  givePassword(session: string, userName: string, password: string): NextView | null {
    const account = this.#accounts.of(userName);
    if (password !== PRACTICE_PASSWORD) account.wrongPasswords += 1;
    const isLocked = account.wrongPasswords >= PASSWORD_TRIES;
    if (isLocked || password !== PRACTICE_PASSWORD) {
      this.#open.delete(session);
      return isLocked ? 'entra-locked' : null;
    }
    account.wrongPasswords = 0;
    this.#open.set(session, { userName, passwordGiven: true, request: null });
    const { authenticator, mfaEnabled } = account;
    if (authenticator) return 'entra-number-match';
    return mfaEnabled ? 'entra-more-info' : 'entra-kmsi';
  }

  /** Sends a number to the phone. @returns the number; null when the password was not given */
  sendNumber(session: string): string | null {
    const signIn = this.#open.get(session);
    if (!signIn?.passwordGiven) return null;
    signIn.request = this.#phones.ask(signIn.userName);
    return signIn.request.number;
  }

  /** How the number of this session stands. */
  phoneState(session: string): PhoneRequest['state'] | null {
    return this.#open.get(session)?.request?.state ?? null;
  }

  /** The person who has given all that the account asks for, or `null`. */
  finished(session: string): string | null {
    const signIn = this.#open.get(session);
    if (!signIn?.passwordGiven) return null;
    const needsPhone = this.#accounts.of(signIn.userName).authenticator;
    if (needsPhone && signIn.request?.state !== 'approved') return null;
    return signIn.userName;
  }
}
