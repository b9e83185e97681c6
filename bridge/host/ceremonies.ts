import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CeremonyAnswer, CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { MethodParams, MethodResult } from '../../shared/rpc/methods.ts';
import type { WebAuthnClient } from '../webauthn/client.ts';
import { RemotePerson } from './remote-person.ts';
import { Steps } from './steps.ts';

interface RunningCeremony {
  readonly id: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** The extension's ceremonies, one at a time, each known by the id of its request. */
export class Ceremonies {
  readonly #client: Pick<WebAuthnClient, 'create' | 'get'>;
  readonly #tell: (ceremony: string, event: CeremonyEvent) => void;
  readonly #steps = new Steps();
  #running: RunningCeremony | null = null;

  constructor(
    client: Pick<WebAuthnClient, 'create' | 'get'>,
    tell: (ceremony: string, event: CeremonyEvent) => void,
  ) {
    this.#client = client;
    this.#tell = tell;
  }

  /** @throws WardkeyError those of {@link WebAuthnClient.create} */
  create(
    { options, ...caller }: MethodParams<'webauthn.create'>,
    id: string,
  ): Promise<MethodResult<'webauthn.create'>> {
    return this.run(id, (person, signal) => this.#client.create(caller, options, person, signal));
  }

  /** @throws WardkeyError those of {@link WebAuthnClient.get} */
  get(
    { options, ...caller }: MethodParams<'webauthn.get'>,
    id: string,
  ): Promise<MethodResult<'webauthn.get'>> {
    return this.run(id, (person, signal) => this.#client.get(caller, options, person, signal));
  }

  /** @throws WardkeyError `ceremony-unknown`, `message-invalid` */
  answer(answer: CeremonyAnswer): Record<string, never> {
    this.#steps.answer(answer);
    return {};
  }

  /** @throws WardkeyError `ceremony-unknown` */
  cancel({ ceremony }: MethodParams<'ceremony.cancel'>): Record<string, never> {
    if (this.#running?.id !== ceremony) {
      throw new WardkeyError('ceremony-unknown');
    }
    this.stop('ceremony-cancelled');
    return {};
  }

  /** Ends what is running, at the device too. */
  stop(code: ErrorCode): void {
    this.#running?.stop.abort(new WardkeyError(code));
  }

  /**
   * Runs one ceremony under the id of its request.
   * @throws WardkeyError `ceremony-busy`, and what the ceremony throws
   */
  async run<T>(
    id: string,
    ceremony: (person: RemotePerson, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const previous = this.#running;
    if (previous !== null && !previous.stop.signal.aborted) {
      throw new WardkeyError('ceremony-busy');
    }
    const stop = new AbortController();
    const person = new RemotePerson(id, this.#steps, (event) => {
      // An event that comes late, after the ceremony's one result, would reopen its window.
      if (this.#running === running && !stop.signal.aborted) {
        this.#tell(id, event);
      }
    });
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const running = { id, stop, ended };
    this.#running = running;
    try {
      if (previous !== null) {
        // It was cancelled, and may still be letting its device go.
        await previous.ended;
        stop.signal.throwIfAborted();
      }
      return await ceremony(person, stop.signal);
    } finally {
      person.end();
      if (this.#running === running) {
        this.#running = null;
      }
      end();
    }
  }
}
