import type { ErrorCode } from '../../shared/errors/codes.ts';
import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AskCard, CardAccess, CardChannel } from '../transport/transport.ts';
import { perform } from './card-operation.ts';
import { type CardCertificate, readCertificate } from './certificate.ts';
import { type Purpose, purposeOf } from './certificate-purpose.ts';
import { readCertificateObject } from './piv/certificate-object.ts';
import { CHUID_TAG, readExpiry } from './piv/chuid.ts';
import { discoversPiv } from './piv/discovery.ts';
import { DISCOVERY_TAG, getData } from './piv/get-data.ts';
import { PIN_TRIES } from './piv/pin-tries.ts';
import { selectPiv } from './piv/select-piv.ts';
import { SLOTS, type Slot } from './piv/slots.ts';
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

/** Of one part of a card, what is the card's own fault and not the end of the whole. */
const PART_PROBLEMS: readonly ErrorCode[] = ['device-garbled', 'card-refused'];

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
  const selected = await selectPiv(ask);
  if (selected === null) return { piv: null, otherApplet: await otherApplet(ask) };
  const discovery = await part(null, () => perform(ask, getData(DISCOVERY_TAG)));
  const chuid = await part(null, () => perform(ask, getData(CHUID_TAG)));
  const isSure = selected.isSure || (discovery !== null && discoversPiv(discovery));
  const pinTries = isSure ? await perform(ask, PIN_TRIES) : null;
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
  const refused = (code: ErrorCode): undefined => {
    problem = code;
  };
  const certificate = await part(refused, async () => {
    const object = await perform(ask, getData(tag));
    const der = object === null ? null : readCertificateObject(object);
    return der === null ? null : readCertificate(der);
  });
  if (certificate === null) return null;
  if (certificate === undefined) return { slot, problem };
  return { slot, purpose: purposeOf(slot, certificate), certificate };
}

/** Reads a part; one that the card gets wrong does not keep the rest from being read. */
async function part<T, O>(
  otherwise: O | ((code: ErrorCode) => O),
  read: () => Promise<T>,
): Promise<T | O> {
  try {
    return await read();
  } catch (thrown) {
    const { code } = toWardkeyError(thrown);
    if (!PART_PROBLEMS.includes(code)) throw thrown;
    return otherwise instanceof Function ? otherwise(code) : otherwise;
  }
}
