/** Where a slot's key and the object of its certificate are. */
interface SlotRow<Name extends string> {
  readonly slot: Name;
  /** Key reference. */
  readonly key: number;
  /** Of the data object. */
  readonly tag: number;
}

const STANDARD_SLOTS = ['9a', '9c', '9d', '9e'] as const;
const RETIRED_SLOTS = [
  ...(['82', '83', '84', '85', '86', '87', '88', '89', '8a', '8b'] as const),
  ...(['8c', '8d', '8e', '8f', '90', '91', '92', '93', '94', '95'] as const),
] as const;

export type StandardSlot = (typeof STANDARD_SLOTS)[number];
export type Slot = StandardSlot | (typeof RETIRED_SLOTS)[number];

const STANDARD_TAGS: Readonly<Record<StandardSlot, number>> = {
  '9a': 0x5fc105,
  '9c': 0x5fc10a,
  '9d': 0x5fc10b,
  '9e': 0x5fc101,
};
const FIRST_RETIRED_TAG = 0x5fc10d;

/** The slots that every PIV card has a place for (SP 800-73-4 part 1 table 4b). */
export const SLOTS: readonly SlotRow<StandardSlot>[] = STANDARD_SLOTS.map((slot) => ({
  slot,
  key: Number.parseInt(slot, 16),
  tag: STANDARD_TAGS[slot],
}));

/** Keys of before, which what was once encrypted is read with. */
export const RETIRED: readonly SlotRow<Slot>[] = RETIRED_SLOTS.map((slot, index) => ({
  slot,
  key: Number.parseInt(slot, 16),
  tag: FIRST_RETIRED_TAG + index,
}));

/** All of them, by name. */
export const SLOT_NAMES: readonly Slot[] = [...STANDARD_SLOTS, ...RETIRED_SLOTS];

/** A slot's row. */
export function slotNamed(wanted: Slot): SlotRow<Slot> {
  const tag = isStandard(wanted)
    ? STANDARD_TAGS[wanted]
    : FIRST_RETIRED_TAG + RETIRED_SLOTS.indexOf(wanted);
  return { slot: wanted, key: Number.parseInt(wanted, 16), tag };
}

/** Whether a slot is none of the retired ones. */
export function isStandard(slot: Slot): slot is StandardSlot {
  return STANDARD_SLOTS.some((one) => one === slot);
}
