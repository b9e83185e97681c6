import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { readable } from '../readable.ts';
import { CAPABILITY_CONTAINER_TAG, readCardIdentifier } from './capability-container.ts';
import { CHUID_TAG, readExpiry } from './chuid.ts';
import { getData } from './get-data.ts';
import { KEY_HISTORY_TAG, retiredOnCard } from './key-history.ts';
import { readPinTries, readPivHead } from './piv-head.ts';
import { RETIRED } from './slots.ts';
import { readYubico, type YubicoFacts } from './yubico.ts';

/** What the PIV applet tells of itself without a PIN, its certificates left out. */
export interface PivFacts {
  /** The card's last day; `null` when it tells none. */
  readonly expires: string | null;
  /** `null` when the card does not tell. */
  readonly pinTries: number | null;
  /** Lower-case hexadecimal digits; `null` when it tells none. */
  readonly cardIdentifier: string | null;
  /** `null` for the cards of all others. */
  readonly yubico: YubicoFacts | null;
}

/**
 * Selects PIV, and asks it about itself.
 * @returns with how many retired slots may hold a certificate; `null` for a card without PIV
 */
export async function readPivFacts(
  ask: AskCard,
): Promise<{ readonly facts: PivFacts; readonly retired: number } | null> {
  const head = await readPivHead(ask);
  if (head === null) return null;
  const read = <T>(tag: number, parse: (bytes: Uint8Array) => T) =>
    readable(
      async () => {
        const object = await perform(ask, getData(tag));
        return object === null ? null : parse(object);
      },
      () => null,
    );
  const expires = await read(CHUID_TAG, readExpiry);
  const cardIdentifier = await read(CAPABILITY_CONTAINER_TAG, readCardIdentifier);
  const history = await read(KEY_HISTORY_TAG, retiredOnCard);
  const tries = await readPinTries(ask, head);
  const yubico = head.isSure ? await readYubico(ask) : null;
  // Yubico's cards hold retired keys without the object that is to count them.
  const uncounted = yubico === null ? 0 : RETIRED.length;
  const pinTries = typeof tries === 'number' ? tries : null;
  const facts = { expires, pinTries, cardIdentifier, yubico };
  return { facts, retired: history ?? uncounted };
}
