import type { CardOperation } from '../card-operation.ts';
import { triesIn } from '../status-words.ts';

/**
 * VERIFY without a PIN (SP 800-73-4 part 2 §3.2.1): asks how many tries are left and spends none.
 * Only for a card that is known to be PIV: others count it as a wrong PIN.
 * @returns `null` when the card does not tell, as while the PIN is verified
 */
export const PIN_TRIES: CardOperation<number | null> = {
  name: 'VERIFY',
  apdu: { cla: 0x00, ins: 0x20, p1: 0x00, p2: 0x80, data: new Uint8Array(), hasAnswer: false },
  parse: ({ statusWord }) => triesIn(statusWord),
};
