import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { readable } from '../readable.ts';
import { CAPABILITY_CONTAINER_TAG, readCardIdentifier } from './capability-container.ts';
import { CHUID_TAG, readExpiry } from './chuid.ts';
import { getData } from './get-data.ts';
import { KEY_HISTORY_TAG, retiredOnCard } from './key-history.ts';
import { readPinTries, readPivHead } from './piv-head.ts';
import { selectPiv } from './select-piv.ts';
import { RETIRED } from './slots.ts';
import { readYubico, readYubicoVersion, type YubicoFacts } from './yubico.ts';

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
  const expires = await readObject(ask, CHUID_TAG, readExpiry);
  const cardIdentifier = await readObject(ask, CAPABILITY_CONTAINER_TAG, readCardIdentifier);
  const tries = await readPinTries(ask, head);
  const yubico = head.isSure ? await readYubico(ask) : null;
  const retired = await countRetired(ask, yubico !== null);
  const pinTries = typeof tries === 'number' ? tries : null;
  return { facts: { expires, pinTries, cardIdentifier, yubico }, retired };
}

/**
 * Selects PIV, and asks it no more than where its certificates may be.
 * @returns `null` for a card without PIV
 */
export async function readPivSlots(ask: AskCard): Promise<{ readonly retired: number } | null> {
  const selected = await selectPiv(ask);
  if (selected === null) return null;
  const isYubico = selected.isSure && (await readYubicoVersion(ask)) !== null;
  return { retired: await countRetired(ask, isYubico) };
}

/** Yubico's cards hold retired keys without the object that is to count them. */
async function countRetired(ask: AskCard, isYubico: boolean): Promise<number> {
  if (isYubico) return RETIRED.length;
  return (await readObject(ask, KEY_HISTORY_TAG, retiredOnCard)) ?? 0;
}

/** @returns `null` also for what cannot be read */
function readObject<T>(
  ask: AskCard,
  tag: number,
  parse: (bytes: Uint8Array) => T,
): Promise<T | null> {
  return readable(
    async () => {
      const object = await perform(ask, getData(tag));
      return object === null ? null : parse(object);
    },
    () => null,
  );
}
