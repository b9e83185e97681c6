import type { Account, CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';

/** What a ceremony tells without waiting for an answer. */
export type CeremonyNotice = Exclude<CeremonyEvent, { step: string }>;

/** What the person must know to put a finger on a key. */
export type FingerNotice = Extract<CeremonyEvent, { type: 'fingerprint' }>;

/** What the person must know to enter the PIN of a key. */
export type PinRequest = Omit<Extract<CeremonyEvent, { type: 'pin' }>, 'type' | 'step'>;

/** A PIN just typed. It is sent to the key once and then forgotten. */
export interface PinAnswer {
  readonly pin: string;
  /** The person knows that a wrong PIN would now lock the key, and goes on. */
  readonly lastTryAgreed: boolean;
}

/** What the person must know to choose a PIN for a key. */
export type NewPinRequest = Omit<Extract<CeremonyEvent, { type: 'new-pin' }>, 'type' | 'step'>;

/** PINs just typed. Each is sent to the key once and then forgotten. */
export interface NewPinAnswer {
  readonly newPin: string;
  /** There where the request asked for it. */
  readonly currentPin?: string | undefined;
  /** The person knows that a wrong current PIN would now lock the key, and goes on. */
  readonly lastTryAgreed: boolean;
}

/**
 * The person in front of the screen, as a ceremony sees them. Whatever asks rejects with the
 * signal's reason when the signal is aborted.
 */
export interface Person {
  tell(notice: CeremonyNotice): void;
  askPin(request: PinRequest, signal: AbortSignal): Promise<PinAnswer>;
  /** Has the person choose a PIN, and type it twice alike. */
  askNewPin(request: NewPinRequest, signal: AbortSignal): Promise<NewPinAnswer>;
  /** @returns the id of one of the devices */
  chooseDevice(devices: readonly DeviceSummary[], signal: AbortSignal): Promise<string>;
  /** @returns the index of one of the accounts */
  chooseAccount(accounts: readonly Account[], signal: AbortSignal): Promise<number>;
}
