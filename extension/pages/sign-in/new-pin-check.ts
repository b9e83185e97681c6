import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { WordKey } from '../../../shared/words/words.ts';
import { pinTrouble } from './pin-check.ts';
import type { StageOf } from './stage.ts';

/** What was typed; `currentPin` where it was asked for. */
export interface NewPinTyped {
  readonly currentPin: string | undefined;
  readonly newPin: string;
  readonly again: string;
  readonly agreed: boolean;
}

/** Why nothing is sent, and which box it is about. */
export interface NewPinTrouble {
  readonly at: 'current-pin' | 'new-pin' | 'new-pin-again' | 'last-try';
  readonly word?: WordKey;
  readonly code?: ErrorCode;
}

/** Why PINs must not be sent, or null. Asked before each send: a try is spent on nothing else. */
export function newPinTrouble(
  { currentPin = '', newPin, again, agreed }: NewPinTyped,
  { current, minLength, maxLength, maxBytes }: StageOf<'new-pin'>,
): NewPinTrouble | null {
  const code = current ? pinTrouble(currentPin, agreed, { ...current, maxBytes }) : null;
  if (code !== null) {
    return { at: code === 'pin-last-try-unconfirmed' ? 'last-try' : 'current-pin', code };
  }
  const length = Array.from(newPin).length;
  if (length < minLength) return { at: 'new-pin', word: 'signIn.newPinShort' };
  const bytes = new TextEncoder().encode(newPin).length;
  if (length > maxLength || bytes > maxBytes) return { at: 'new-pin', word: 'signIn.newPinLong' };
  return newPin === again ? null : { at: 'new-pin-again', word: 'signIn.newPinDiffer' };
}
