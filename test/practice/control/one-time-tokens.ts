import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Tokens that open one connection each. */
export class OneTimeTokens {
  readonly #open = new Set<string>();

  /** A fresh token: 32 random bytes as base64url. */
  issue(): string {
    const token = randomBytes(32).toString('base64url');
    this.#open.add(token);
    return token;
  }

  /** Whether the token was open; it is void from now on. */
  redeem(token: string): boolean {
    const given = Buffer.from(token);
    for (const open of this.#open) {
      const expected = Buffer.from(open);
      if (given.length === expected.length && timingSafeEqual(given, expected)) {
        this.#open.delete(open);
        return true;
      }
    }
    return false;
  }
}
