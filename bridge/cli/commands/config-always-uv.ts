import type { Command } from '../context.ts';
import { changeConfig, present } from '../key-config.ts';
import { wrongValue } from '../wrong-value.ts';

/** `wardkey config always-uv`: whether the key always verifies the person (CTAP 2.1 §7.2). */
export const configAlwaysUv: Command = async (context) => {
  const typed = context.input.word();
  if (typed !== 'on' && typed !== 'off') throw wrongValue(typed, ['on', 'off']);
  return changeConfig(context, {
    isNeeded: ({ alwaysUv }) => present(alwaysUv) !== (typed === 'on'),
    apply: (config) => config.toggleAlwaysUv(),
  });
};
