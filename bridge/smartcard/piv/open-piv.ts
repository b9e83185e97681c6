import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AskCard, CardChannel, CardTurn } from '../../transport/transport.ts';
import type { AttachedCard } from '../card-watch.ts';
import { type PivHead, readPivHead } from './piv-head.ts';
import { selectPiv } from './select-piv.ts';

/** A card with PIV that is in use. One use at a time. */
export interface OpenPiv {
  /** The reader's name. */
  readonly reader: string;
  readonly head: PivHead;
  /**
   * Runs commands of PIV that no other program's come between.
   * @throws WardkeyError those of {@link CardChannel.read}, `card-not-piv`
   */
  use<T>(signal: AbortSignal, work: (ask: AskCard, turn: CardTurn) => Promise<T>): Promise<T>;
}

/**
 * Opens a card for use of its PIV applet, and lets it go afterwards.
 * @throws WardkeyError `card-not-piv`; those of the way to the card, and of the work
 */
export async function onPiv<T>(
  { card, name: reader }: AttachedCard,
  signal: AbortSignal,
  work: (piv: OpenPiv) => Promise<T>,
): Promise<T> {
  const channel = await card.open(signal);
  try {
    const head = await channel.read(signal, readPivHead);
    // Some cards say yes to any SELECT: what is not surely PIV is nobody's to use as such.
    if (head === null || !head.isSure) throw notPiv(reader);
    return await work({ reader, head, use: (using, run) => usePiv(channel, reader, using, run) });
  } finally {
    await channel.close();
  }
}

/** Another program may have selected its own applet since. */
function usePiv<T>(
  channel: CardChannel,
  reader: string,
  signal: AbortSignal,
  work: (ask: AskCard, turn: CardTurn) => Promise<T>,
): Promise<T> {
  return channel.read(signal, async (ask, turn) => {
    if ((await selectPiv(ask)) === null) throw notPiv(reader);
    return work(ask, turn);
  });
}

function notPiv(reader: string): WardkeyError {
  return new WardkeyError('card-not-piv', { facts: { reader } });
}
