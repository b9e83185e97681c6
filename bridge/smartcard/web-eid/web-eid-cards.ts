import type {
  WebEidSign,
  WebEidSignature,
  WebEidSigningCertificate,
  WebEidToken,
} from '../../../shared/rpc/web-eid.ts';
import type { CardWatch } from '../card-watch.ts';
import { authenticate, type TokenClaim } from './authenticate.ts';
import type { CardSigner, SignerUse } from './card-signer.ts';
import { chooseSigner, type FindSigner } from './choose-signer.ts';
import { readDigest, sign } from './sign.ts';
import { signatureAlgorithmsOf } from './signature-algorithms.ts';
import type { WebEidPerson } from './web-eid-person.ts';

export interface WebEidCardsParts {
  readonly watch: Pick<CardWatch, 'start' | 'seen' | 'onChange'>;
  readonly find: FindSigner;
  /** Address that names this program and its version, for tokens. */
  readonly appVersion: string;
}

/**
 * What a page may ask of a smartcard by Web eID. Each asks the person first. Tokens are signed with
 * the authentication key alone and everything else with the signature key alone: a page could
 * otherwise have a token for another origin signed as if it were a document.
 */
export class WebEidCards {
  readonly #parts: WebEidCardsParts;

  constructor(parts: WebEidCardsParts) {
    this.#parts = parts;
  }

  /** @throws WardkeyError those of {@link authenticate}; the signal's reason */
  authenticate(claim: TokenClaim, person: WebEidPerson, signal: AbortSignal): Promise<WebEidToken> {
    return this.#with('authentication', person, signal, (signer, life) =>
      authenticate(signer, claim, this.#parts.appVersion, person, life),
    );
  }

  /** @throws WardkeyError `algorithm-unsupported`; the signal's reason */
  getSigningCertificate(
    person: WebEidPerson,
    signal: AbortSignal,
  ): Promise<WebEidSigningCertificate> {
    return this.#with('signing', person, signal, async ({ certificate, publicKey }) => ({
      certificate: Buffer.from(certificate).toString('base64'),
      supportedSignatureAlgorithms: [...signatureAlgorithmsOf(publicKey)],
    }));
  }

  /** @throws WardkeyError `options-invalid`, those of {@link sign}; the signal's reason */
  async sign(
    request: Pick<WebEidSign, 'certificate' | 'hash' | 'hashFunction'>,
    person: WebEidPerson,
    signal: AbortSignal,
  ): Promise<WebEidSignature> {
    const digest = readDigest(request);
    return this.#with('signing', person, signal, (signer, life) =>
      sign(signer, request.certificate, digest, person, life),
    );
  }

  async #with<T>(
    use: SignerUse,
    person: WebEidPerson,
    signal: AbortSignal,
    work: (signer: CardSigner, life: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { watch, find } = this.#parts;
    const signer = await chooseSigner(watch, find, use, person, signal);
    const life = AbortSignal.any([signal, signer.removed]);
    const { device, name, issuer } = signer;
    await person.askConsent({ device, name, issuer }, life);
    return work(signer, life);
  }
}
