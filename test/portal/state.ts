import { randomBytes } from 'node:crypto';
import { Accounts, SOMEBODY } from './accounts.ts';
import type { CareIdentity } from './care-identity.ts';
import { EntraSignIns } from './entra-session.ts';
import { Phones } from './phone.ts';
import type { RelyingParty } from './relying-party.ts';
import { WebEidService } from './web-eid/web-eid-service.ts';

/** What the hosts of the practice portal share while it runs. */
export class PracticeState {
  readonly relyingParty: RelyingParty;
  readonly careIdentity: CareIdentity;
  readonly accounts: Accounts;
  readonly phones = new Phones();
  /** What takes smartcards by Web eID. */
  readonly webEid = new WebEidService();
  readonly entra: EntraSignIns;
  /** Sessions, each with one host, that are signed in, with the user's name. */
  readonly signedIn = new Map<string, string>();
  /** Documents that stand at an address, by host and path. */
  readonly stillPages = new Map<string, string>();
  readonly #codes = new Map<string, string>();

  constructor(relyingParty: RelyingParty, careIdentity: CareIdentity) {
    this.relyingParty = relyingParty;
    this.careIdentity = careIdentity;
    this.accounts = new Accounts(relyingParty);
    this.entra = new EntraSignIns(this.accounts, this.phones);
  }

  /** Whose pages a session sees where the practice asks nobody to sign in first. */
  personOf(session: string): string {
    return this.signedIn.get(session) ?? SOMEBODY;
  }

  /** The document that a test has stand at an address. */
  stillPage(host: string, path: string): string | undefined {
    return this.stillPages.get(`${host}${path}`);
  }

  /** A code that carries a verified user from one host to another, once. */
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
