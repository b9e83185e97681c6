import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { DeviceSummary } from '../../../shared/rpc/device.ts';

type EventOf<T extends CeremonyEvent['type']> = Extract<CeremonyEvent, { type: T }>;

/** What is told of a card without waiting for an answer. */
export type WebEidNotice = EventOf<'device-wait' | 'pin-pad' | 'touch' | 'working'>;

/** What the person must know to enter the PIN of a card. */
export type WebEidPinRequest = Omit<EventOf<'pin'>, 'type' | 'step'>;

/** A PIN just typed. It is sent to the card once and then forgotten. */
export interface WebEidPinAnswer {
  readonly pin: string;
  /** The person knows that a wrong PIN would now lock the card, and goes on. */
  readonly lastTryAgreed: boolean;
}

/** What the person is asked to agree to. */
export type Consent = Omit<EventOf<'consent'>, 'type' | 'step'>;

/**
 * The person in front of the screen, as a page's request for a smartcard sees them. Whatever asks rejects with the
 * signal's reason when the signal is aborted.
 */
export interface WebEidPerson {
  tell(notice: WebEidNotice): void;
  askPin(request: WebEidPinRequest, signal: AbortSignal): Promise<WebEidPinAnswer>;
  /** Resolves when the person said yes. */
  askConsent(consent: Consent, signal: AbortSignal): Promise<void>;
  /** @returns the id of one of the devices */
  chooseDevice(devices: readonly DeviceSummary[], signal: AbortSignal): Promise<string>;
}
