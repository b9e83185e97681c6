import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { readCertificate } from '../certificate.ts';
import { readable } from '../readable.ts';
import { readCertificateObject } from './certificate-object.ts';
import { CHUID_TAG, isChuid } from './chuid.ts';
import { discoversPiv } from './discovery.ts';
import { DISCOVERY_TAG, getData } from './get-data.ts';
import { type PinReference, pinReference } from './pin-reference.ts';
import { selectPiv } from './select-piv.ts';
import { slotNamed } from './slots.ts';
import { pinTries } from './verify.ts';

/**
 * Tries of a PIN: `null` where the card does not tell, `full` while it holds the PIN verified, since
 * that gave all of them back (SP 800-73-4 part 2 §3.2.1).
 */
export type PinTries = number | 'full' | null;

/** What has to be known of a PIV applet before anything else. */
export interface PivHead {
  /** Whether the card shows by what it says or holds that it is PIV; some say yes to any SELECT. */
  readonly isSure: boolean;
  /** Which PIN it wants. */
  readonly pin: PinReference;
}

/**
 * Selects PIV, and asks it what it is.
 * @returns `null` for a card without PIV
 */
export async function readPivHead(ask: AskCard): Promise<PivHead | null> {
  const selected = await selectPiv(ask);
  if (selected === null) return null;
  const discovery = await readable(
    () => perform(ask, getData(DISCOVERY_TAG)),
    () => null,
  );
  const isSure =
    selected.isSure ||
    (discovery !== null && discoversPiv(discovery)) ||
    (await holds(ask, CHUID_TAG, isChuid)) ||
    (await holds(ask, slotNamed('9a').tag, isCertificateObject));
  return { isSure, pin: pinReference(discovery) };
}

/**
 * How many tries of the PIN are left, without spending one.
 * @param ask for an applet that is selected
 * @returns `null` also for a card that may not be asked
 */
export async function readPinTries(ask: AskCard, { isSure, pin }: PivHead): Promise<PinTries> {
  return isSure ? perform(ask, pinTries(pin)) : null;
}

/** Whether the card has an object, and it is what its name says. */
function holds(
  ask: AskCard,
  tag: number,
  isThat: (object: Uint8Array) => boolean,
): Promise<boolean> {
  return readable(
    async () => {
      const object = await perform(ask, getData(tag));
      return object !== null && isThat(object);
    },
    () => false,
  );
}

/** @throws WardkeyError `device-garbled` for a certificate that cannot be read */
function isCertificateObject(object: Uint8Array): boolean {
  const der = readCertificateObject(object);
  if (der !== null) readCertificate(der);
  return der !== null;
}
