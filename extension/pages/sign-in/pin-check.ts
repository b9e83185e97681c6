import type { ErrorCode } from '../../../shared/errors/codes.ts';

export interface PinRules {
  /** Code points (CTAP 2.1 §6.5.1). */
  readonly minLength: number;
  /** Bytes of UTF-8. */
  readonly maxBytes: number;
  readonly lastTry: boolean;
}

/** Why a PIN must not be sent, or null. Asked before each send: a try is spent on nothing else. */
export function pinTrouble(pin: string, agreed: boolean, rules: PinRules): ErrorCode | null {
  if (Array.from(pin).length < rules.minLength) return 'pin-too-short';
  if (new TextEncoder().encode(pin).length > rules.maxBytes) return 'pin-too-long';
  if (rules.lastTry && !agreed) return 'pin-last-try-unconfirmed';
  return null;
}
