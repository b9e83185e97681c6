import { CtapFault, STATUS } from '../status.ts';
import { assertion } from './assertion.ts';
import type { Command } from './command.ts';
import { NEXT_ASSERTION_MS } from './get-assertion.ts';

/** authenticatorGetNextAssertion (CTAP 2.1 §6.3). */
export const getNextAssertion: Command = async (state) => {
  const { pending } = state;
  const credential = pending?.remaining.shift();
  if (pending === undefined || credential === undefined || state.model.now() > pending.expiresAt) {
    state.pending = undefined;
    throw new CtapFault(STATUS.notAllowed);
  }
  pending.expiresAt = state.model.now() + NEXT_ASSERTION_MS;
  return assertion(state, credential, { ...pending, severalAccounts: true });
};
