import {
  CONNECTION_PROBES,
  deviceProbes,
  INSTALLATION_PROBES,
} from '../../diagnosis/probe-sets.ts';
import { checkUp } from '../check-up.ts';
import type { Command } from '../context.ts';

/** `wardkey check`: why a key or a card does not work. */
export const check: Command = (context) => {
  const { input } = context;
  const [isKey, isCard] = [input.flag('key') || input.flag('passkeys'), input.flag('card')];
  const wanted = isKey === isCard ? 'either' : isKey ? 'key' : 'card';
  const isOnline = !input.flag('offline');
  return checkUp(context, wanted, [
    ...(isOnline ? CONNECTION_PROBES : []),
    ...(input.text('browser') === undefined ? [] : INSTALLATION_PROBES),
    ...deviceProbes(wanted),
  ]);
};
