import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { type PivHead, readPinTries } from './piv-head.ts';
import { unverifyPin } from './verify.ts';

/**
 * Has the card take the PIN for not verified any more, so that the next program has to ask for it.
 * @returns whether the card bears that out: one that counts its tries does not hold the PIN verified.
 *   Never rejects: what was done before stands, and a card that fails here is reset
 */
export async function forgetsPin(ask: AskCard, head: PivHead): Promise<boolean> {
  try {
    const isTaken = await perform(ask, unverifyPin(head.pin));
    return isTaken && typeof (await readPinTries(ask, head)) === 'number';
  } catch {
    return false;
  }
}
