import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { validateToken } from './validate-token.ts';

const NONCE_MS = 5 * 60_000;

/** What came of one sign-in or one signature. */
export type WebEidVerdict = { readonly subject: string } | { readonly refused: string };

/** A site that takes smartcards by Web eID: sign-in, and signatures of a document of its own. */
export class WebEidService {
  readonly signIns: WebEidVerdict[] = [];
  readonly signatures: WebEidVerdict[] = [];
  readonly #issuers: X509Certificate[] = [];
  readonly #nonces = new Map<string, { readonly nonce: string; readonly at: number }>();

  /** From now on, certificates of this authority are trusted. @param der X.509 */
  trust(der: Uint8Array): void {
    this.#issuers.push(new X509Certificate(der));
  }

  /** A nonce of 256 bits for a session, good for one sign-in within 5 minutes. */
  challenge(session: string): string {
    const nonce = randomBytes(32).toString('base64');
    this.#nonces.set(session, { nonce, at: Date.now() });
    return nonce;
  }

  signIn(session: string, origin: string, token: unknown): WebEidVerdict {
    const issued = this.#nonces.get(session);
    this.#nonces.delete(session);
    const isGood = issued !== undefined && Date.now() - issued.at <= NONCE_MS;
    const verdict = isGood ? this.judge(origin, issued.nonce, token) : { refused: 'nonce' };
    this.signIns.push(verdict);
    return verdict;
  }

  /** What a site at an origin would say of a token, had it given out the nonce. */
  judge(origin: string, nonce: string, token: unknown): WebEidVerdict {
    const rules = { origin, nonce, issuers: this.#issuers, now: new Date() };
    return this.#verdict(() => validateToken(token, rules));
  }

  /** The document that is signed in practice. */
  get document(): Uint8Array {
    return Buffer.from('A practice document, which means nothing.');
  }

  /** Its SHA-256, in base64. */
  get documentHash(): string {
    return createHash('sha256').update(this.document).digest('base64');
  }

  /** Looks whether a certificate's key has signed the document. */
  sign(certificate: string, signature: string): WebEidVerdict {
    const verdict = this.#verdict(() => {
      const x509 = new X509Certificate(Buffer.from(certificate, 'base64'));
      const key = { key: x509.publicKey, dsaEncoding: 'ieee-p1363' } as const;
      if (!verify('sha256', this.document, key, Buffer.from(signature, 'base64'))) {
        throw new Error('signature');
      }
      return x509.subject;
    });
    this.signatures.push(verdict);
    return verdict;
  }

  #verdict(look: () => string): WebEidVerdict {
    try {
      return { subject: look() };
    } catch (thrown) {
      return { refused: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }
}
