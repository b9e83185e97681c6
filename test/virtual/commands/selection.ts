import type { Command } from './command.ts';

/** authenticatorSelection (CTAP 2.1 §6.9): a touch and nothing else. */
export const selection: Command = async (state, _parameters, exchange) => {
  await state.presence.collect(exchange);
  return undefined;
};
