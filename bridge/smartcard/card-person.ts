import type { ErrorCode } from '../../shared/errors/codes.ts';

/** What the person must know to enter a PIN for a card. */
export interface CardPinRequest {
  /** The reader's name. */
  readonly reader: string;
  /** What the entry is for: to use the card, to change its PIN, or to unblock it with the PUK. */
  readonly purpose: 'verify' | 'change' | 'unblock';
  /** Of the PIN, or of the PUK that unblocks it; `null` when the card does not tell. */
  readonly triesLeft: number | null;
  /** Whether one more wrong entry locks, which the person has to agree to. */
  readonly lastTry: boolean;
  /** Of the PIN, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Why the last entry was not taken. */
  readonly problem?: ErrorCode;
}

/** Whether the person knows that a wrong entry would now lock the card, and goes on. */
export interface CardConsent {
  readonly lastTryAgreed: boolean;
}

/** A PIN just typed. It is sent to the card once and then forgotten. */
export interface CardPinAnswer extends CardConsent {
  readonly pin: string;
}

/** What was just typed to set a new PIN. Each is sent to the card once and then forgotten. */
export interface NewCardPinAnswer extends CardConsent {
  /** The PIN of until now, or the PUK. */
  readonly current: string;
  readonly newPin: string;
}

/**
 * The person in front of the screen, as a card sees them. Whatever asks rejects with the signal's
 * reason when the signal is aborted.
 */
export interface CardPerson {
  askCardPin(request: CardPinRequest, signal: AbortSignal): Promise<CardPinAnswer>;
  /** Has the person type what allows a new PIN, and the new PIN twice alike. */
  askNewCardPin(request: CardPinRequest, signal: AbortSignal): Promise<NewCardPinAnswer>;
  /** Tells the person to type on the reader's own PIN pad, which takes the entry right after. */
  usePinPad(request: CardPinRequest, signal: AbortSignal): Promise<CardConsent>;
  /** Tells that the card may be waiting for a touch of its button, or no longer. */
  readonly mayTouch: (waits: boolean) => void;
}
