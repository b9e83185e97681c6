import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { AskCard, CardAccess, CardChannel } from '../transport/transport.ts';
import { perform } from './card-operation.ts';
import { type CardCertificate, readCertificate } from './certificate.ts';
import { type Purpose, purposeOf } from './certificate-purpose.ts';
import { readCertificateObject } from './piv/certificate-object.ts';
import { CHUID_TAG, readExpiry } from './piv/chuid.ts';
import { getData } from './piv/get-data.ts';
import { readPinTries, readPivHead } from './piv/piv-head.ts';
import { selectPiv } from './piv/select-piv.ts';
import { SLOTS, type Slot } from './piv/slots.ts';
import { readable } from './readable.ts';
import { type CardFamily, familyOf, otherApplet } from './recognise.ts';

/** A slot that holds a certificate, or something that should have been one. */
export type SlotCertificate = { readonly slot: Slot } & (
  | { readonly purpose: Purpose; readonly certificate: CardCertificate }
  | { readonly problem: ErrorCode }
);

/** What the PIV applet tells without a PIN. */
export interface PivReport {
  /** The card's last day; `null` when it tells none. */
  readonly expires: string | null;
  /** `null` when the card does not tell. */
  readonly pinTries: number | null;
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
    const head = await channel.read(signal, readHead);
    const certificates = head.piv === null ? [] : await readCertificates(channel, signal);
    const piv = head.piv === null ? null : { ...head.piv, certificates };
    return { atr, family: familyOf(atr), otherApplet: head.otherApplet, piv };
  } finally {
    await channel.close();
  }
}

async function readHead(ask: AskCard) {
  const piv = await readPivHead(ask);
  if (piv === null) return { piv, otherApplet: await otherApplet(ask) };
  const chuid = await readable(
    () => perform(ask, getData(CHUID_TAG)),
    () => null,
  );
  const pinTries = await readPinTries(ask, piv);
  return { piv: { expires: chuid && readExpiry(chuid), pinTries }, otherApplet: null };
}

/** A transaction a slot, so that no other program waits for all of them. */
async function readCertificates(
  channel: CardChannel,
  signal: AbortSignal,
): Promise<readonly SlotCertificate[]> {
  const found: SlotCertificate[] = [];
  for (const { slot, tag } of SLOTS) {
    const one = await channel.read(signal, async (ask) => {
      // Another program may have selected its own applet since.
      await selectPiv(ask);
      return readSlot(ask, slot, tag);
    });
    if (one !== null) found.push(one);
  }
  return found;
}

async function readSlot(ask: AskCard, slot: Slot, tag: number): Promise<SlotCertificate | null> {
  let problem: ErrorCode = 'device-garbled';
  const certificate = await readable(
    async () => {
      const object = await perform(ask, getData(tag));
      const der = object === null ? null : readCertificateObject(object);
      return der === null ? null : readCertificate(der);
    },
    (code): undefined => {
      problem = code;
    },
  );
  if (certificate === null) return null;
  if (certificate === undefined) return { slot, problem };
  return { slot, purpose: purposeOf(slot, certificate), certificate };
}
