import { randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import type { PinProtocol } from './pin-protocol.ts';

/** Permissions of a pinUvAuthToken (CTAP 2.1 §6.5.5.7). */
export const PERMISSION = {
  makeCredential: 0x01,
  getAssertion: 0x02,
  credentialManagement: 0x04,
  bioEnrollment: 0x08,
  largeBlobWrite: 0x10,
  authenticatorConfig: 0x20,
  persistentReadOnly: 0x40,
} as const;

/** CTAP 2.1 §6.5.2.1: to be used first within 30 s, and for ten minutes at most. */
const FIRST_USE_MS = 30_000;
const LONGEST_USE_MS = 600_000;

interface TokenInUse {
  readonly protocol: PinProtocol;
  readonly issuedAt: number;
  permissions: number;
  rpId: string | undefined;
  userVerified: boolean;
  used: boolean;
}

export interface TokenUse {
  readonly protocol: PinProtocol;
  readonly message: Uint8Array;
  readonly pinUvAuthParam: Uint8Array;
  /** One of these is enough. */
  readonly permission: number;
  /** The RP that the command is about, if any. */
  readonly rpId?: string;
  /** Whether a token that is tied to some RP will do all the same. */
  readonly anyRp?: boolean;
}

/** The one pinUvAuthToken in use and what it still allows. */
export class TokenState {
  readonly #now: () => number;
  #inUse: TokenInUse | undefined;
  #persistent: Uint8Array | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Gives out a fresh token; any older one is void. */
  begin(protocol: PinProtocol, permissions: number, rpId: string | undefined): Uint8Array {
    protocol.resetToken();
    const issuedAt = this.#now();
    this.#inUse = { protocol, issuedAt, permissions, rpId, userVerified: true, used: false };
    return protocol.token;
  }

  /** Gives out the token that outlives a power cycle, the same until {@link forgetPersistent}. */
  beginPersistent(): Uint8Array {
    this.#persistent ??= randomBytes(32);
    return this.#persistent;
  }

  /** A new PIN or a reset makes the persistent token void (CTAP 2.2 §6.5.2.2). */
  forgetPersistent(): void {
    this.#persistent = undefined;
  }

  stop(): void {
    this.#inUse = undefined;
  }

  /**
   * Checks one use of the token, and ties it to the RP ID of its first use in a ceremony.
   * @throws CtapFault pinAuthInvalid
   */
  use({ protocol, message, pinUvAuthParam, permission, rpId, anyRp }: TokenUse): void {
    if (this.#isPersistent(protocol, message, pinUvAuthParam, permission)) return;
    const token = this.#current();
    if (token?.protocol !== protocol) throw new CtapFault(STATUS.pinAuthInvalid);
    protocol.verify(protocol.token, message, pinUvAuthParam);
    const foreign = anyRp !== true && token.rpId !== undefined && token.rpId !== rpId;
    // These two alone look at the flag, and tie the token: a blob is written after the touch (§6.10.2).
    const isCeremony = (permission & (PERMISSION.makeCredential | PERMISSION.getAssertion)) !== 0;
    const verified = token.userVerified || !isCeremony;
    if ((token.permissions & permission) === 0 || foreign || !verified) {
      throw new CtapFault(STATUS.pinAuthInvalid);
    }
    if (isCeremony) token.rpId = rpId;
    token.used = true;
  }

  /** After a test of user presence only `lbw` stays (CTAP 2.1 §6.1.2 and §6.2.2). */
  afterPresence(): void {
    if (this.#inUse === undefined) return;
    this.#inUse.permissions &= PERMISSION.largeBlobWrite;
    this.#inUse.userVerified = false;
  }

  #isPersistent(
    protocol: PinProtocol,
    message: Uint8Array,
    pinUvAuthParam: Uint8Array,
    permission: number,
  ): boolean {
    if (this.#persistent === undefined || (permission & PERMISSION.persistentReadOnly) === 0) {
      return false;
    }
    try {
      protocol.verify(this.#persistent, message, pinUvAuthParam);
      return true;
    } catch {
      return false;
    }
  }

  #current(): TokenInUse | undefined {
    const token = this.#inUse;
    if (token === undefined) return undefined;
    const age = this.#now() - token.issuedAt;
    if (age > LONGEST_USE_MS || (!token.used && age > FIRST_USE_MS)) this.#inUse = undefined;
    return this.#inUse;
  }
}
