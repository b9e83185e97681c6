import type { CardOperation } from './card-operation.ts';
import { SW } from './status-words.ts';

/**
 * SELECT by application identifier (ISO/IEC 7816-4 §11.2.2).
 * @param aid 5 to 16 bytes, also the beginning of one
 * @returns what the applet says of itself, possibly nothing; `null` when the card does not have it
 */
export function selectApplet(aid: Uint8Array): CardOperation<Uint8Array | null> {
  return {
    name: 'SELECT',
    apdu: { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00, data: aid, hasAnswer: true },
    // Cards that do not know an applet say so in many words; none of them selects it.
    parse: ({ statusWord, data }) => (statusWord === SW.OK ? data : null),
  };
}
