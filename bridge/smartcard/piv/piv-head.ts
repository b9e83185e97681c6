import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { readable } from '../readable.ts';
import { CHUID_TAG, isChuid } from './chuid.ts';
import { discoversPiv } from './discovery.ts';
import { DISCOVERY_TAG, getData } from './get-data.ts';
import { type PinReference, pinReference } from './pin-reference.ts';
import { selectPiv } from './select-piv.ts';
import { pinTries } from './verify.ts';

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
    (await readable(
      () => perform(ask, getData(CHUID_TAG)),
      () => null,
    ).then((chuid) => chuid !== null && isChuid(chuid)));
  return { isSure, pin: pinReference(discovery) };
}

/**
 * How many tries of the PIN are left, without spending one.
 * @param ask for an applet that is selected
 * @returns `null` when the card does not tell, or may not be asked
 */
export async function readPinTries(ask: AskCard, { isSure, pin }: PivHead): Promise<number | null> {
  return isSure ? perform(ask, pinTries(pin)) : null;
}
