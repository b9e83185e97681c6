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
import { RETIRED, SLOTS, type Slot } from './slots.ts';

/** A slot that holds a certificate, or something that should have been one. */
export type SlotCertificate = HeldCertificate & { readonly slot: Slot };

/**
 * Reads the certificates of a card, a transaction each, so that no other program waits for all.
 * @param retired how many retired slots may hold one
 */
export async function readCertificates(
  channel: CardChannel,
  retired: number,
  signal: AbortSignal,
): Promise<readonly SlotCertificate[]> {
  const read = async (rows: typeof RETIRED, most: number) => {
    const found: SlotCertificate[] = [];
    for (const { slot, tag } of rows) {
      if (found.length >= most) break;
      const one = await channel.read(signal, async (ask) => {
        // Another program may have selected its own applet since.
        await selectPiv(ask);
        return readSlot(ask, slot, tag);
      });
      if (one !== null) found.push(one);
    }
    return found;
  };
  return [...(await read(SLOTS, SLOTS.length)), ...(await read(RETIRED, retired))];
}

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
