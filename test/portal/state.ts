import { randomBytes } from 'node:crypto';
import type { RelyingParty } from './relying-party.ts';

/** What the hosts of the practice portal share while it runs. */
export class PracticeState {
  readonly relyingParty: RelyingParty;
  /** Portal sessions that are signed in, with the user's name. */
  readonly signedIn = new Map<string, string>();
  readonly #codes = new Map<string, string>();

  constructor(relyingParty: RelyingParty) {
    this.relyingParty = relyingParty;
  }

  /** A code that carries a verified user from the identity provider to the portal, once. */
  issueCode(userName: string): string {
    const code = randomBytes(16).toString('base64url');
    this.#codes.set(code, userName);
    return code;
  }

  /** The user that a code was issued for; a code counts once. */
  redeemCode(code: string): string | undefined {
    const userName = this.#codes.get(code);
    this.#codes.delete(code);
    return userName;
  }
}
