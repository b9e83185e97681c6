import type { ReaderSeen } from '../transport.ts';
import { fromPcsc } from './pcsc-error.ts';
import type { PcscContext, PcscLibrary, ReaderState } from './pcsc-library.ts';
import { STATE } from './pcsc-library.ts';

/** The library tells the states of no more readers at once. */
const MAX_READERS = 16;

/**
 * Looks once at all readers and what they hold. Nothing is sent to a card. A service that hangs is
 * for the caller to give up.
 * @throws WardkeyError `pcsc-library-missing`, `pcsc-service-stopped`, `pcsc-denied`, `pcsc-failed`
 */
export async function seenReaders(library: PcscLibrary): Promise<readonly ReaderSeen[]> {
  let context: PcscContext | null = null;
  try {
    context = await library.establishContext();
    const names = (await context.listReaders()).slice(0, MAX_READERS);
    if (names.length === 0) return [];
    const known = names.map((reader) => ({ reader, state: 0 }));
    return (await context.waitForChange(known, 0)).map(seen);
  } catch (thrown) {
    throw fromPcsc(thrown);
  } finally {
    await context?.release().catch(() => undefined);
  }
}

function seen({ reader, state, atr }: ReaderState): ReaderSeen {
  const holds = (state & STATE.PRESENT) === 0 ? 'nothing' : 'card';
  const isMute = (state & STATE.MUTE) !== 0;
  return {
    name: reader,
    holds: isMute ? 'mute' : holds,
    ...(holds === 'card' && atr.length > 0 ? { atr } : {}),
  };
}
