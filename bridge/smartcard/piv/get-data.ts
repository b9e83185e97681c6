import { readTlvs } from '../ber-tlv.ts';
import type { CardOperation } from '../card-operation.ts';
import { cardError, SW } from '../status-words.ts';

/** Around every data object but the discovery object. */
const CONTAINER = 0x53;
/** The discovery object, which comes without a container (SP 800-73-4 part 2 §3.1.2). */
export const DISCOVERY_TAG = 0x7e;

/** Cards differ in what they say of an object that they do not have. */
const NOT_THERE: ReadonlySet<number> = new Set([
  SW.NOT_FOUND,
  SW.REFERENCE_NOT_FOUND,
  SW.WRONG_DATA,
  SW.WRONG_P1_P2,
]);

/** What cards say of data that nobody may have, and of a blocked PIN, which GET DATA never gives. */
const NOT_READABLE: ReadonlySet<number> = new Set([SW.BLOCKED, SW.NOT_USABLE]);

/**
 * GET DATA (SP 800-73-4 part 2 §3.1.2).
 * @param tag of 1 or 3 bytes, as a number
 * @returns what is inside the container; `null` for an object that is not on the card, or empty
 * @throws WardkeyError `card-refused` and others of the table of status words, all of this object alone
 */
export function getData(tag: number): CardOperation<Uint8Array | null> {
  const name = tag === DISCOVERY_TAG ? [tag] : [tag >> 16, (tag >> 8) & 0xff, tag & 0xff];
  const data = Uint8Array.of(0x5c, name.length, ...name);
  return {
    name: 'GET DATA',
    apdu: { cla: 0x00, ins: 0xcb, p1: 0x3f, p2: 0xff, data, hasAnswer: true },
    parse: ({ statusWord, data: answer }) => {
      if (NOT_THERE.has(statusWord)) return null;
      if (NOT_READABLE.has(statusWord)) throw cardError(statusWord, 'card-refused');
      if (statusWord !== SW.OK) throw cardError(statusWord);
      const inside = within(answer, CONTAINER);
      const value = tag === DISCOVERY_TAG ? within(inside, DISCOVERY_TAG) : inside;
      return value.length === 0 ? null : value;
    },
  };
}

/**
 * What is inside of a container. A card without one gives the object as it is; and where the
 * container tells a length that is too short for what it holds, what follows belongs to it.
 */
function within(bytes: Uint8Array, container: number): Uint8Array {
  const [first] = readTlvs(bytes).objects;
  if (first?.tag !== container) return bytes;
  if (first.value.length === 0) return first.value;
  return bytes.subarray(first.value.byteOffset - bytes.byteOffset);
}
