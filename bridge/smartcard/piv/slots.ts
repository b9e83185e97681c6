/** The slots that every PIV card has a place for, with the objects of their certificates (SP 800-73-4 part 1 table 4b). */
export const SLOTS = [
  { slot: '9a', key: 0x9a, tag: 0x5fc105 },
  { slot: '9c', key: 0x9c, tag: 0x5fc10a },
  { slot: '9d', key: 0x9d, tag: 0x5fc10b },
  { slot: '9e', key: 0x9e, tag: 0x5fc101 },
] as const;

export type Slot = (typeof SLOTS)[number]['slot'];

/** A slot's row. */
export function slotNamed(slot: Slot): (typeof SLOTS)[number] {
  return SLOTS.find((row) => row.slot === slot) ?? SLOTS[0];
}
