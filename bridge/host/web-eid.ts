import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { MethodParams, MethodResult } from '../../shared/rpc/methods.ts';
import type { WebEidCards } from '../smartcard/web-eid/web-eid-cards.ts';
import type { WebEidPerson } from '../smartcard/web-eid/web-eid-person.ts';
import { withinLife } from '../webauthn/ceremony-life.ts';
import { allowedOrigin } from '../webauthn/origin.ts';

/** How long the person may take, in milliseconds, and what holds where the page does not say. */
const INTERACTION_MS = { min: 1_000, standard: 120_000, max: 600_000 } as const;

type Asked = 'web-eid.authenticate' | 'web-eid.get-signing-certificate' | 'web-eid.sign';

export interface WebEidParts {
  readonly cards: Pick<WebEidCards, 'authenticate' | 'getSigningCertificate' | 'sign'>;
  readonly allowedOrigins: readonly string[];
  /** Whether the administrator lets pages ask at all. */
  readonly isAllowed: boolean;
}

/**
 * What the extension may ask of smartcards for a page, once it is seen that the page is a listed one
 * (`origin-not-allowed` else).
 */
export class WebEid {
  readonly #parts: WebEidParts;

  constructor(parts: WebEidParts) {
    this.#parts = parts;
  }

  /** @throws WardkeyError `origin-not-allowed`, `ceremony-timeout`, those of {@link WebEidCards} */
  authenticate(
    params: MethodParams<'web-eid.authenticate'>,
    person: WebEidPerson,
    signal: AbortSignal,
  ): Promise<MethodResult<'web-eid.authenticate'>> {
    return this.#run(params, signal, (origin, life) =>
      this.#parts.cards.authenticate(
        { origin, challengeNonce: params.challengeNonce },
        person,
        life,
      ),
    );
  }

  /** @throws WardkeyError as {@link authenticate} */
  getSigningCertificate(
    params: MethodParams<'web-eid.get-signing-certificate'>,
    person: WebEidPerson,
    signal: AbortSignal,
  ): Promise<MethodResult<'web-eid.get-signing-certificate'>> {
    return this.#run(params, signal, (_, life) =>
      this.#parts.cards.getSigningCertificate(person, life),
    );
  }

  /** @throws WardkeyError as {@link authenticate} */
  sign(
    params: MethodParams<'web-eid.sign'>,
    person: WebEidPerson,
    signal: AbortSignal,
  ): Promise<MethodResult<'web-eid.sign'>> {
    return this.#run(params, signal, (_, life) => this.#parts.cards.sign(params, person, life));
  }

  async #run<T>(
    { origin, timeout }: Pick<MethodParams<Asked>, 'origin' | 'timeout'>,
    signal: AbortSignal,
    work: (origin: string, life: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (!this.#parts.isAllowed) throw new WardkeyError('origin-not-allowed');
    const { serialized } = allowedOrigin(origin, this.#parts.allowedOrigins);
    return withinLife(timeout, signal, (life) => work(serialized, life), INTERACTION_MS);
  }
}
