import type { KeyObject } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { perform } from '../card-operation.ts';
import { publicKeyOf } from '../certificate.ts';
import { type CardAlgorithm, cardAlgorithm } from '../signature/card-algorithm.ts';
import { readCertificateObject } from './certificate-object.ts';
import { getData } from './get-data.ts';
import type { OpenPiv } from './open-piv.ts';
import { type Slot, slotNamed } from './slots.ts';

/** The certificate of a slot, with what its key can do. */
export interface SlotKey {
  readonly slot: Slot;
  /** X.509 DER, as it is on the card. */
  readonly certificate: Uint8Array;
  readonly publicKey: KeyObject;
  readonly algorithm: CardAlgorithm;
}

/**
 * Reads the certificate of a slot. It needs no PIN.
 * @throws WardkeyError `card-lacks-key`, `device-garbled`, `algorithm-unsupported`; those of the way
 *   to the card
 */
export async function readSlotKey(piv: OpenPiv, slot: Slot, signal: AbortSignal): Promise<SlotKey> {
  const object = await piv.use(signal, (ask) => perform(ask, getData(slotNamed(slot).tag)));
  const found = object === null ? null : readCertificateObject(object);
  if (found === null) throw new WardkeyError('card-lacks-key', { facts: { slot } });
  const { certificate, publicKey } = publicKeyOf(found);
  return { slot, certificate, publicKey, algorithm: cardAlgorithm(publicKey) };
}
