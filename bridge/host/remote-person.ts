import type { Account, CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { Consent, WebEidPerson } from '../smartcard/web-eid/web-eid-person.ts';
import type {
  CeremonyNotice,
  NewPinAnswer,
  NewPinRequest,
  Person,
  PinAnswer,
  PinRequest,
} from '../webauthn/person.ts';
import type { Steps } from './steps.ts';

/**
 * Work that is done sooner is not told, in milliseconds: nobody could read it, and the browser would
 * be busy with that message when the result comes.
 */
const WORKING_AFTER_MS = 50;

/** The person as reached through the extension: events go out, answers to their steps come back. */
export class RemotePerson implements Person, WebEidPerson {
  readonly #ceremony: string;
  readonly #steps: Steps;
  readonly #send: (event: CeremonyEvent) => void;
  #working: NodeJS.Timeout | undefined;

  constructor(ceremony: string, steps: Steps, send: (event: CeremonyEvent) => void) {
    this.#ceremony = ceremony;
    this.#steps = steps;
    this.#send = (event) => {
      clearTimeout(this.#working);
      send(event);
    };
  }

  /** Nothing more is told of what was only put off. */
  end(): void {
    clearTimeout(this.#working);
  }

  tell(notice: CeremonyNotice): void {
    clearTimeout(this.#working);
    // That the key has its new PIN is news for every stage that comes, however soon it comes.
    if (notice.type !== 'working' || notice.pinSet) this.#send(notice);
    else this.#working = setTimeout(() => this.#send(notice), WORKING_AFTER_MS);
  }

  async askPin(request: PinRequest, signal: AbortSignal): Promise<PinAnswer> {
    const { pin, lastTryAgreed } = await this.#steps.ask({
      ceremony: this.#ceremony,
      type: 'pin',
      signal,
      fits: () => true,
      ask: (step) => this.#send({ type: 'pin', step, ...request }),
    });
    return { pin, lastTryAgreed };
  }

  async askConsent(consent: Consent, signal: AbortSignal): Promise<void> {
    await this.#steps.ask({
      ceremony: this.#ceremony,
      type: 'consent',
      signal,
      fits: () => true,
      ask: (step) => this.#send({ type: 'consent', step, ...consent }),
    });
  }

  async askNewPin(request: NewPinRequest, signal: AbortSignal): Promise<NewPinAnswer> {
    const { newPin, currentPin, lastTryAgreed } = await this.#steps.ask({
      ceremony: this.#ceremony,
      type: 'new-pin',
      signal,
      fits: (answer) => (answer.currentPin === undefined) === (request.current === undefined),
      ask: (step) => this.#send({ type: 'new-pin', step, ...request }),
    });
    return { newPin, currentPin, lastTryAgreed };
  }

  async chooseDevice(devices: readonly DeviceSummary[], signal: AbortSignal): Promise<string> {
    const { device } = await this.#steps.ask({
      ceremony: this.#ceremony,
      type: 'device',
      signal,
      fits: (answer) => devices.some(({ id }) => id === answer.device),
      ask: (step) => this.#send({ type: 'device-choice', step, devices: [...devices] }),
    });
    return device;
  }

  async chooseAccount(accounts: readonly Account[], signal: AbortSignal): Promise<number> {
    const { account } = await this.#steps.ask({
      ceremony: this.#ceremony,
      type: 'account',
      signal,
      fits: (answer) => accounts.some(({ index }) => index === answer.account),
      ask: (step) => this.#send({ type: 'account-choice', step, accounts: [...accounts] }),
    });
    return account;
  }
}
