import type {
  CeremonyNotice,
  NewPinAnswer,
  NewPinRequest,
  Person,
  PinAnswer,
  PinRequest,
} from '../../bridge/webauthn/person.ts';
import type { Account } from '../../shared/rpc/ceremony.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';

type Answer<Q, A> = (question: Q, signal: AbortSignal) => A | Promise<A>;

/** A person who does what a test says, and remembers what they were told and asked. */
export class ScriptedPerson implements Person {
  readonly notices: CeremonyNotice[] = [];
  readonly pinRequests: PinRequest[] = [];
  readonly newPinRequests: NewPinRequest[] = [];
  readonly accountRequests: (readonly Account[])[] = [];
  readonly deviceRequests: (readonly DeviceSummary[])[] = [];
  /** Called after each notice. */
  onNotice: (notice: CeremonyNotice) => void = () => {};
  answerPin: Answer<PinRequest, PinAnswer | string> = () => unexpected('PIN');
  answerNewPin: Answer<NewPinRequest, NewPinAnswer> = () => unexpected('new PIN');
  answerAccount: Answer<readonly Account[], number> = () => unexpected('account');
  answerDevice: Answer<readonly DeviceSummary[], string> = () => unexpected('device');

  tell(notice: CeremonyNotice): void {
    this.notices.push(notice);
    this.onNotice(notice);
  }

  async askPin(request: PinRequest, signal: AbortSignal): Promise<PinAnswer> {
    this.pinRequests.push(request);
    const answer = await this.answerPin(request, signal);
    return typeof answer === 'string' ? { pin: answer, lastTryAgreed: false } : answer;
  }

  async askNewPin(request: NewPinRequest, signal: AbortSignal): Promise<NewPinAnswer> {
    this.newPinRequests.push(request);
    return this.answerNewPin(request, signal);
  }

  async chooseDevice(devices: readonly DeviceSummary[], signal: AbortSignal): Promise<string> {
    this.deviceRequests.push(devices);
    return this.answerDevice(devices, signal);
  }

  async chooseAccount(accounts: readonly Account[], signal: AbortSignal): Promise<number> {
    this.accountRequests.push(accounts);
    return this.answerAccount(accounts, signal);
  }
}

/** Waits as a person does who never comes back. */
export function neverAnswers<T>(signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<T>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}

function unexpected(what: string): never {
  throw new Error(`the person was asked for a ${what}`);
}
