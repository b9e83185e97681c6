import type { AskCard, CardAccess } from '../transport/transport.ts';
import { type PivFacts, readPivFacts } from './piv/piv-facts.ts';
import { readCertificates, type SlotCertificate } from './piv/read-certificates.ts';
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
    const { facts, retired, otherApplet } = await channel.read(signal, readApplets);
    const certificates = facts && (await readCertificates(channel, retired, signal));
    const piv = facts && certificates && { ...facts, certificates };
    return { atr, family: familyOf(atr), otherApplet, piv };
  } finally {
    await channel.close();
  }
}

async function readApplets(ask: AskCard) {
  const piv = await readPivFacts(ask);
  if (piv !== null) return { ...piv, otherApplet: null };
  return { facts: null, retired: 0, otherApplet: await findOtherApplet(ask) };
}
