import { randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';

/** CTAP 2.1 §6.6: only just after power-up, so that malware alone cannot reset a key. */
const AFTER_POWER_UP_MS = 10_000;

/** authenticatorReset (CTAP 2.1 §6.6). */
export const reset: Command = async (state, _parameters, exchange) => {
  if (state.model.now() - state.poweredUpAt > AFTER_POWER_UP_MS) {
    throw new CtapFault(STATUS.notAllowed);
  }
  await state.presence.collect(exchange, state.settings.longTouchForReset ? 'long' : 'any');
  state.credentials.clear();
  state.pin.clear();
  state.settings.restore();
  state.identifier = randomBytes(16);
  state.largeBlobs.clear();
  state.verification?.fingerprints.clear();
  state.verification?.restoreTries();
  state.token.stop();
  state.token.forgetPersistent();
  for (const protocol of state.protocols.values()) {
    protocol.regenerate();
    protocol.resetToken();
  }
  return undefined;
};
