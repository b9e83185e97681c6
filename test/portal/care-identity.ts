import { randomBytes, verify, X509Certificate } from 'node:crypto';

/** What a smartcard answers to a challenge. */
export interface CardAnswer {
  /** X.509 DER of the card's authentication certificate. */
  readonly certificate: Uint8Array;
  /** Over the challenge, with SHA-256: ECDSA in DER, or RSA PKCS #1 v1.5. */
  readonly signature: Uint8Array;
}

/**
 * Asks the card that is in the reader, and its holder for the passcode; the part of the practice that
 * a program beside the browser has at the real Care Identity.
 * @param challenge 32 bytes
 */
export type AskCard = (challenge: Uint8Array) => Promise<CardAnswer>;

/** What the Care Identity service made of one card. */
export interface CardOutcome {
  readonly verified: boolean;
  /** `CN` of the holder, as the certificate has it. */
  readonly holder: string;
}

const CHALLENGE_BYTES = 32;

/** The Care Identity step of a sign-in: a card proves who holds it, and the person picks a role. */
export class CareIdentity {
  readonly verified: CardOutcome[] = [];
  readonly refusals: string[] = [];
  /** SHA-256 fingerprints of the certificates that were issued, with whose account each belongs to. */
  readonly #issued = new Map<string, string>();
  readonly #cardGiven = new Map<string, string>();
  #askCard: AskCard | null = null;

  /** Ties a card to an account, as a registration authority does, and says how to ask it. */
  issue(certificate: Uint8Array, userName: string, askCard: AskCard): void {
    this.#issued.set(new X509Certificate(certificate).fingerprint256, userName);
    this.#askCard = askCard;
  }

  /** Takes a card's certificate back: it signs nobody in any more. */
  revoke(certificate: Uint8Array): void {
    this.#issued.delete(new X509Certificate(certificate).fingerprint256);
  }

  /** Asks the card and checks its answer. @returns whether the session may pick a role */
  async useCard(session: string): Promise<boolean> {
    try {
      if (this.#askCard === null) throw new Error('no card was issued');
      const challenge = randomBytes(CHALLENGE_BYTES);
      const answer = await this.#askCard(challenge);
      const certificate = new X509Certificate(answer.certificate);
      const userName = this.#issued.get(certificate.fingerprint256);
      if (userName === undefined) throw new Error('certificate not issued here');
      const now = new Date();
      if (now < certificate.validFromDate || now > certificate.validToDate) {
        throw new Error('certificate not valid today');
      }
      if (!verify('sha256', challenge, certificate.publicKey, answer.signature)) {
        throw new Error('signature not verified');
      }
      this.#cardGiven.set(session, userName);
      this.verified.push({ verified: true, holder: holderOf(certificate) });
      return true;
    } catch (error) {
      this.refusals.push(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  /** The account of the card that this session has proved, once, or `undefined`. */
  takeHolder(session: string): string | undefined {
    const userName = this.#cardGiven.get(session);
    this.#cardGiven.delete(session);
    return userName;
  }
}

function holderOf({ subject }: X509Certificate): string {
  return /(?:^|\n)CN=(.*)/.exec(subject)?.[1] ?? '';
}
