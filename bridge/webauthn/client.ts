import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  AuthenticationResponseJson,
  CreationOptionsJson,
  RegistrationResponseJson,
  RequestOptionsJson,
} from '../../shared/rpc/webauthn-json.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { checkAttachment } from './authenticator-attachment.ts';
import type { Caller } from './caller.ts';
import { checkCaller } from './caller.ts';
import type { Ceremony } from './ceremony.ts';
import { withinLife } from './ceremony-life.ts';
import { createCredential, prepareCreation } from './create.ts';
import { judgeForAssertion, judgeForCreation } from './fitness.ts';
import { assertCredential } from './get.ts';
import { onChosenKey } from './on-chosen-key.ts';
import type { Person } from './person.ts';
import { type Claim, proveRelation } from './rp-id-claim.ts';
import { doubtInfoAfter } from './stale-info.ts';
import type { FetchWellKnown } from './well-known-fetch.ts';

export interface WebAuthnClientParts {
  readonly keys: Pick<AttachedKeys, 'list' | 'onChange' | 'hurry' | 'open' | 'doubtInfo'>;
  /** Origins that the administrator's policy adds to the catalogue. */
  readonly allowedOrigins: readonly string[];
  /** RP IDs that the administrator's policy lets recognise the single key. */
  readonly enterpriseRpIds: readonly string[];
  /** Asked only where a page claims an RP ID of another name. */
  readonly fetchWellKnown: FetchWellKnown;
}

/** The WebAuthn client (WebAuthn Level 3 §4): runs one ceremony at a time on one of the keys. */
export class WebAuthnClient {
  readonly #keys: WebAuthnClientParts['keys'];
  readonly #allowedOrigins: readonly string[];
  readonly #enterpriseRpIds: readonly string[];
  readonly #fetchWellKnown: FetchWellKnown;
  #busy = false;

  constructor(parts: WebAuthnClientParts) {
    this.#keys = parts.keys;
    this.#allowedOrigins = parts.allowedOrigins;
    this.#enterpriseRpIds = parts.enterpriseRpIds;
    this.#fetchWellKnown = parts.fetchWellKnown;
  }

  /**
   * Registers a credential (WebAuthn Level 3 §5.1.3). When it rejects, the device has been let go.
   * @throws WardkeyError `ceremony-busy`, `origin-not-allowed`, `rp-id-mismatch`, `options-invalid`,
   *   `platform-key-asked-for`, `algorithm-unsupported`, `device-none`, `ceremony-timeout`, the reason
   *   of the signal, and those of {@link createCredential}
   */
  async create(
    caller: Caller,
    options: CreationOptionsJson,
    person: Person,
    signal: AbortSignal,
  ): Promise<RegistrationResponseJson> {
    const { claim, origin, clientData } = checkCaller(
      caller,
      'webauthn.create',
      this.#allowedOrigins,
      {
        rpId: options.rp.id,
        challenge: options.challenge,
      },
    );
    checkAttachment(options.authenticatorSelection);
    const creation = prepareCreation(
      options,
      { rpId: claim.rpId, origin, clientData },
      this.#enterpriseRpIds,
    );
    return this.#run(claim, options.timeout, person, signal, {
      run: (key) => createCredential(key, creation),
      judge: (key) => judgeForCreation(key, creation),
    });
  }

  /**
   * Signs in with a credential (WebAuthn Level 3 §5.1.4). When it rejects, the device has been let go.
   * @throws WardkeyError `ceremony-busy`, `origin-not-allowed`, `rp-id-mismatch`, `device-none`,
   *   `ceremony-timeout`, the reason of the signal, and those of {@link assertCredential}
   */
  async get(
    caller: Caller,
    options: RequestOptionsJson,
    person: Person,
    signal: AbortSignal,
  ): Promise<AuthenticationResponseJson> {
    const { claim, origin, clientData } = checkCaller(
      caller,
      'webauthn.get',
      this.#allowedOrigins,
      {
        rpId: options.rpId,
        challenge: options.challenge,
      },
    );
    const assertion = { options, rpId: claim.rpId, origin, clientData };
    return this.#run(claim, options.timeout, person, signal, {
      run: (key) => assertCredential(key, assertion),
      judge: (key) => judgeForAssertion(key, assertion),
    });
  }

  async #run<T>(
    claim: Claim,
    timeout: number | undefined,
    person: Person,
    signal: AbortSignal,
    ceremony: Ceremony<T>,
  ): Promise<T> {
    if (this.#busy) {
      throw new WardkeyError('ceremony-busy');
    }
    this.#busy = true;
    try {
      return await withinLife(timeout, signal, async (life) => {
        // Not even a turn of the event loop is lost where there is nothing to prove.
        if (claim.relatedOrigin !== null) {
          await proveRelation(claim.rpId, claim.relatedOrigin, this.#fetchWellKnown, life);
        }
        return onChosenKey(this.#keys, person, life, ceremony);
      });
    } catch (error) {
      doubtInfoAfter(error, this.#keys);
      throw error;
    } finally {
      this.#busy = false;
    }
  }
}
