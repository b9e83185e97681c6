import type { CardAccess } from '../transport/transport.ts';
import { type PivFacts, readPivFacts, readPivSlots } from './piv/piv-facts.ts';
import { readWithCertificates, type SlotCertificate } from './piv/read-certificates.ts';
import { type CardFamily, familyOf, otherApplet as findOtherApplet } from './recognise.ts';

/** What the PIV applet tells without a PIN. */
export interface PivReport extends PivFacts {
  readonly certificates: readonly SlotCertificate[];
}

/** What a card is, and how it stands. */
export interface CardReport {
  readonly atr: Uint8Array;
  readonly family: CardFamily | undefined;
  /** An applet other than PIV that the card was known by. */
  readonly otherApplet: string | null;
  readonly piv: PivReport | null;
}

/**
 * Reads a card without its PIN, and without spending a try of it.
 * @throws WardkeyError those of the way to the card; the signal's reason
 */
export async function readCard(card: CardAccess, signal: AbortSignal): Promise<CardReport> {
  const { atr, only } = card;
  if (only !== undefined) return { atr, family: familyOf(atr), otherApplet: only, piv: null };
  const channel = await card.open(signal);
  try {
    const read = await readWithCertificates(channel, signal, readPivFacts);
    const piv = read && { ...read.head.facts, certificates: read.certificates };
    const otherApplet = piv === null ? await channel.read(signal, findOtherApplet) : null;
    return { atr, family: familyOf(atr), otherApplet, piv };
  } finally {
    await channel.close();
  }
}

/**
 * Reads the certificates of a card and nothing else, without its PIN.
 * @returns `null` for a card without PIV
 * @throws WardkeyError as {@link readCard}
 */
export async function readCardCertificates(
  card: CardAccess,
  signal: AbortSignal,
): Promise<readonly SlotCertificate[] | null> {
  if (card.only !== undefined) return null;
  const channel = await card.open(signal);
  try {
    const read = await readWithCertificates(channel, signal, readPivSlots);
    return read?.certificates ?? null;
  } finally {
    await channel.close();
  }
}
