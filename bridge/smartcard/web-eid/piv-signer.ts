import { X509Certificate } from 'node:crypto';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from '../card-watch.ts';
import { readCertificate } from '../certificate.ts';
import { type OpenPiv, onPiv } from '../piv/open-piv.ts';
import { signHash } from '../piv/sign-hash.ts';
import { readSlotKey, type SlotKey } from '../piv/slot-certificate.ts';
import { isPartProblem } from '../readable.ts';
import { validityOf } from '../validity.ts';
import { cardPersonOf } from './card-person-of.ts';
import type { CardSigner, Digest, SignerUse } from './card-signer.ts';
import { deviceOf } from './choose-signer.ts';
import { nodeNameOf } from './signature-algorithms.ts';
import { isFitFor, namesIn } from './signer-certificate.ts';

/** The keys that Web eID uses of a PIV card: no other is ever taken in their place. */
const SLOT_FOR = { authentication: '9a', signing: '9c' } as const;

/**
 * Finds the key of one use on a PIV card.
 * @throws WardkeyError `card-not-piv`, `card-lacks-key`, `certificate-not-valid`,
 *   `algorithm-unsupported`, and those of the way to the card
 */
export function findPivSigner(
  card: AttachedCard,
  use: SignerUse,
  signal: AbortSignal,
): Promise<CardSigner> {
  return onPiv(card, signal, async (piv) => {
    const { certificate, publicKey } = await fitKey(piv, use, signal);
    const sign: CardSigner['sign'] = (digest, person, life) =>
      onPiv(card, life, async (again) => {
        const key = await fitKey(again, use, life);
        // The person has agreed to the key of that certificate.
        if (!Buffer.from(key.certificate).equals(certificate)) {
          throw new WardkeyError('device-removed', { facts: { reader: card.name } });
        }
        return signHash(again, key, toSign(digest), cardPersonOf(person, card, signer), life);
      });
    const signer: CardSigner = {
      device: deviceOf(card),
      certificate,
      publicKey,
      ...namesIn(new X509Certificate(certificate)),
      removed: card.removed,
      sign,
    };
    return signer;
  });
}

async function fitKey(piv: OpenPiv, use: SignerUse, signal: AbortSignal): Promise<SlotKey> {
  const slot = SLOT_FOR[use];
  const key = await readSlotKey(piv, slot, signal);
  const facts = readCertificate(key.certificate);
  const isFit = isFitFor(use, facts, new X509Certificate(key.certificate));
  if (!isFit || (use === 'signing' && (await isAuthenticationKey(piv, key, signal)))) {
    throw new WardkeyError('card-lacks-key', { facts: { slot } });
  }
  const { state } = validityOf(facts, new Date());
  if (state === 'ended' || state === 'not-yet') throw new WardkeyError('certificate-not-valid');
  return key;
}

/** A card on which both are one key could be had to sign a token as if it were a document. */
async function isAuthenticationKey(
  piv: OpenPiv,
  { publicKey }: SlotKey,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const other = await readSlotKey(piv, SLOT_FOR.authentication, signal);
    return other.publicKey.equals(publicKey);
  } catch (thrown) {
    // One that is not there, cannot be read, or is of another kind signs nobody in.
    const isOther = toWardkeyError(thrown).code === 'algorithm-unsupported';
    if (isOther || isPartProblem(thrown)) return false;
    throw thrown;
  }
}

function toSign({ hashFunction, bytes }: Digest) {
  return { hash: bytes, hashFunction: nodeNameOf(hashFunction), rsaPadding: 'PKCS1.5' } as const;
}
