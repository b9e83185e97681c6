/** Challenges of WebAuthn ceremonies: each belongs to one session and is good for one answer. */
export class OneTimeChallenges {
  readonly #issued = new Map<string, { session: string; userName: string }>();

  /** Remembers a challenge (base64url) that was given to a session for a user. */
  issue(session: string, challenge: string, userName: string): void {
    this.#issued.set(challenge, { session, userName });
  }

  /**
   * Takes a challenge back; it counts once, whoever brings it.
   * @returns the user it was issued for, or `undefined` for a challenge that is unknown, used, or
   *   of another session
   */
  redeem(session: string, challenge: string): string | undefined {
    const issued = this.#issued.get(challenge);
    this.#issued.delete(challenge);
    return issued?.session === session ? issued.userName : undefined;
  }
}
