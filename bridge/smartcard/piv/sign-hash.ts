import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import type { CardPerson } from '../card-person.ts';
import { ecdsaRaw } from '../signature/ecdsa-signature.ts';
import { type HashToSign, signatureBlock } from '../signature/signature-block.ts';
import { signBlock } from './general-authenticate.ts';
import type { OpenPiv } from './open-piv.ts';
import type { SlotKey } from './slot-certificate.ts';
import { slotNamed } from './slots.ts';
import { withTouchNotice } from './touch-notice.ts';
import { withPin } from './with-pin.ts';

/**
 * Signs a hash with the key of a slot. The person enters the PIN, but for the card authentication
 * key, which needs none (SP 800-73-4 part 1 table 4b).
 * @returns as long as the RSA modulus; of elliptic curves r and s, each as long as the curve's order
 * @throws WardkeyError `algorithm-unsupported`, `options-invalid` before anything is asked;
 *   `card-refused`, `device-garbled`, `touch-timeout`; those of {@link withPin}
 */
export function signHash(
  piv: OpenPiv,
  key: SlotKey,
  toSign: HashToSign,
  person: CardPerson,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const sign = hashSigner(key, toSign, person);
  return key.slot === '9e' ? piv.use(signal, sign) : withPin(piv, person, signal, sign);
}

/**
 * The card's part of it, for a PIN that is verified already. The person is told of a touch that the
 * card may want meanwhile.
 * @throws WardkeyError `algorithm-unsupported`, `options-invalid`, at once
 */
export function hashSigner(
  { slot, algorithm }: SlotKey,
  toSign: HashToSign,
  person: Pick<CardPerson, 'mayTouch'>,
): (ask: AskCard) => Promise<Uint8Array> {
  const { family, identifier, bytes } = algorithm;
  const block = signatureBlock(algorithm, toSign);
  return async (ask) => {
    const operation = signBlock(identifier, slotNamed(slot).key, block);
    const signature = await withTouchNotice(person, () => perform(ask, operation));
    return family === 'EC' ? ecdsaRaw(signature, bytes) : leftPadded(signature, bytes);
  };
}

/** Cards have been seen that leave zeros in front of a number away, or write one too many. */
function leftPadded(signature: Uint8Array, bytes: number): Uint8Array {
  const digits = signature.subarray(
    Math.max(
      0,
      signature.findIndex((byte) => byte !== 0),
    ),
  );
  if (digits.length > bytes) {
    throw new WardkeyError('device-garbled', { facts: { reason: 'signature' } });
  }
  const whole = new Uint8Array(bytes);
  whole.set(digits, bytes - digits.length);
  return whole;
}
