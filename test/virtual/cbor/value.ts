/** What CTAP2 messages are made of (CTAP 2.1 §8): no floats, no tags, no null. */
export type CborValue = number | string | boolean | Uint8Array | readonly CborValue[] | CborMap;

/** Keys are integers at the top level of a message and text inside most of its entities. */
export type CborMap = ReadonlyMap<number | string, CborValue>;
