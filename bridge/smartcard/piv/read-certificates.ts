import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { AskCard, CardChannel } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import { readCertificate } from '../certificate.ts';
import { purposeOf } from '../certificate-purpose.ts';
import type { HeldCertificate } from '../held-certificate.ts';
import { readable } from '../readable.ts';
import { readCertificateObject } from './certificate-object.ts';
import { getData } from './get-data.ts';
import { selectPiv } from './select-piv.ts';
import { isStandard, RETIRED, SLOTS, type Slot } from './slots.ts';

/** A slot that holds a certificate, or something that should have been one. */
export type SlotCertificate = HeldCertificate & { readonly slot: Slot };

/** What a card says of itself before its certificates are read. */
interface CardHead {
  /** How many retired slots may hold one. */
  readonly retired: number;
}

/** How long other programs wait for their turn, but for what one object takes, in milliseconds. */
const TURN_MS = 500;

/**
 * Reads the certificates of a card after something else of it: in one transaction where the card is
 * quick, so that PIV is selected once, and in several where other programs would wait too long.
 * @param begin selects PIV; `null` for a card without it
 * @returns `null` for a card without PIV
 */
export async function readWithCertificates<Head extends CardHead>(
  channel: CardChannel,
  signal: AbortSignal,
  begin: (ask: AskCard) => Promise<Head | null>,
): Promise<{ readonly head: Head; readonly certificates: readonly SlotCertificate[] } | null> {
  const first = await channel.read(signal, async (ask) => {
    const end = performance.now() + TURN_MS;
    const head = await begin(ask);
    if (head === null) return null;
    const slots = new SlotReading(head.retired);
    await slots.goOn(ask, end);
    return { head, slots };
  });
  if (first === null) return null;
  const { head, slots } = first;
  while (!slots.isWhole) {
    await channel.read(signal, async (ask) => {
      const end = performance.now() + TURN_MS;
      // Another program may have selected its own applet since.
      await selectPiv(ask);
      await slots.goOn(ask, end);
    });
  }
  return { head, certificates: slots.found };
}

/** The slots of a card, one after another. */
class SlotReading {
  readonly found: SlotCertificate[] = [];
  /** How many retired slots may still turn out to hold one. */
  #retired: number;
  #next = 0;

  constructor(retired: number) {
    this.#retired = retired;
  }

  /** Retired keys fill their slots from the first one on (SP 800-73-4 part 1 §3.3.3). */
  get isWhole(): boolean {
    return this.#next >= (this.#retired > 0 ? ROWS.length : SLOTS.length);
  }

  /** Reads at least one, and further ones until a moment. */
  async goOn(ask: AskCard, end: number): Promise<void> {
    do {
      const row = ROWS[this.#next];
      if (row === undefined || this.isWhole) return;
      const one = await readSlot(ask, row.slot, row.tag);
      this.#next += 1;
      if (one === null) continue;
      this.found.push(one);
      if (!isStandard(one.slot)) this.#retired -= 1;
    } while (performance.now() < end);
  }
}

const ROWS = [...SLOTS, ...RETIRED];

async function readSlot(ask: AskCard, slot: Slot, tag: number): Promise<SlotCertificate | null> {
  let problem: ErrorCode = 'device-garbled';
  const found = await readable(
    async () => {
      const object = await perform(ask, getData(tag));
      const der = object === null ? null : readCertificateObject(object);
      return der === null ? null : { certificate: readCertificate(der), der };
    },
    (code): undefined => {
      problem = code;
    },
  );
  if (found === null) return null;
  if (found === undefined) return { slot, problem };
  return { slot, purpose: purposeOf(slot, found.certificate), ...found };
}
