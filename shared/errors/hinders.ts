import type { ErrorCode } from './codes.ts';

/**
 * Whether a trouble of a whole transport keeps the device that is wanted from being seen. Keys are
 * plugged into USB: card readers that cannot be used hide only the few that lie on one, so that no
 * key being there comes first. Cards are in card readers alone.
 */
export function hinders(wanted: 'key' | 'card', trouble: ErrorCode): boolean {
  const isOfReaders = trouble.startsWith('pcsc-') || trouble === 'reader-none';
  return wanted === 'key' ? !isOfReaders : !trouble.startsWith('hid-');
}

/**
 * Whether it is worth a word all the same, after that no such device is there: a key may lie on a card
 * reader. That there is no reader at all is no fault.
 */
export function isWorthNoting(wanted: 'key' | 'card', trouble: ErrorCode): boolean {
  return wanted === 'key' && trouble.startsWith('pcsc-');
}
