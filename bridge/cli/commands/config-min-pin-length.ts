import type { Command } from '../context.ts';
import { changeConfig } from '../key-config.ts';
import { wrongValue } from '../wrong-value.ts';

const MIN = 4;
const MAX = 63;

/** `wardkey config min-pin-length`: the least length of a PIN (CTAP 2.1 §7.4). */
export const configMinPinLength: Command = async (context) => {
  const { input } = context;
  const typed = input.word();
  const length = Number(typed);
  if (!/^\d{1,2}$/.test(typed) || length < MIN || length > MAX) {
    throw wrongValue(typed, [`${MIN}–${MAX}`]);
  }
  const rpIds = input.texts('rp-id');
  return changeConfig(context, {
    isNeeded: ({ minPinLength }) => minPinLength !== length || rpIds.length > 0,
    apply: (config) =>
      config.setMinPinLength({
        newMinPinLength: length,
        ...(rpIds.length === 0 ? {} : { rpIds }),
      }),
  });
};
