import type { AskCard } from '../transport/transport.ts';
import { perform } from './card-operation.ts';
import data from './data/card-families.json' with { type: 'json' };
import { selectApplet } from './select.ts';

/** A kind of card that is known by its answer to reset. */
export interface CardFamily {
  readonly name: string;
  /** Of Care Identity smartcards. */
  readonly series: string;
  /** Whether the answer to reset is this series' own; else other cards share it. */
  readonly isCertain: boolean;
  /** The day, where such cards can no longer be used. */
  readonly blockedSince?: string;
}

interface Entry extends CardFamily {
  readonly atr: string;
}

const FAMILIES: readonly Entry[] = data.families;

/** Series of Care Identity smartcards that can no longer be used, each with its day. */
export const BLOCKED_SERIES: readonly { readonly series: string; readonly since: string }[] =
  data.blocked;

/** The family of a card by its answer to reset, which says less than its applets do. */
export function familyOf(atr: Uint8Array): CardFamily | undefined {
  const digits = Buffer.from(atr).toString('hex');
  return FAMILIES.find((family) => family.atr === digits);
}

/**
 * The first applet that the card has of those that no PIV card is asked for.
 * @returns its name, or `null`
 */
export async function otherApplet(ask: AskCard): Promise<string | null> {
  for (const { aid, name } of data.applets) {
    const answer = await perform(ask, selectApplet(Buffer.from(aid, 'hex')));
    if (answer !== null) return name;
  }
  return null;
}
