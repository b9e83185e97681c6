import type { Command } from '../context.ts';
import { showConfig } from '../key-config.ts';
import { onKey } from '../on-key.ts';

/** `wardkey config show`: a key's settings, without a PIN. */
export const configShow: Command = (context) =>
  onKey(context, async (inHand) => showConfig(context, inHand, inHand.key.info, false));
