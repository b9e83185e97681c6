import { createHash, randomBytes } from 'node:crypto';
import type { AttachedCard } from '../card-watch.ts';
import { readCertificate } from '../certificate.ts';
import type { CardProof, ProofStep } from '../piv/prove-card.ts';
import { isSignature } from '../signature/verify-signature.ts';
import { validityOf } from '../validity.ts';
import type { WebEidPerson } from '../web-eid/web-eid-person.ts';
import type { ModulePlace } from './find-token.ts';
import { findPkcs11Signer } from './pkcs11-signer.ts';

const CHALLENGE_BYTES = 32;
const HOW = { hashFunction: 'sha256', rsaPadding: 'PKCS1.5' } as const;

/**
 * Proves through its middleware that a card can sign in, as {@link proveCard} does it for PIV.
 * @throws WardkeyError those of {@link findPkcs11Signer} and of its signature
 */
export async function proveToken(
  place: ModulePlace,
  card: AttachedCard,
  person: WebEidPerson,
  signal: AbortSignal,
): Promise<CardProof> {
  const begin = performance.now();
  const signer = await findPkcs11Signer(place, card, 'authentication', signal);
  const certificate = readCertificate(signer.certificate);
  const read = performance.now() - begin;
  // One that is not in force is not found to be signed with.
  const validity = validityOf(certificate, new Date());
  const challenge = randomBytes(CHALLENGE_BYTES);
  const bytes = new Uint8Array(createHash(HOW.hashFunction).update(challenge).digest());
  const { signature, loginMs, signMs } = await signer.signTimed(
    { hashFunction: 'SHA-256', bytes },
    person,
    signal,
  );
  const checking = performance.now();
  const isRight = isSignature(signer.publicKey, challenge, HOW, signature);
  const steps: readonly ProofStep[] = [
    { step: 'certificate', passed: true, milliseconds: rounded(read) },
    { step: 'validity', passed: true, milliseconds: 0 },
    { step: 'pin', passed: true, milliseconds: rounded(loginMs) },
    { step: 'signature', passed: true, milliseconds: rounded(signMs) },
    { step: 'match', passed: isRight, milliseconds: rounded(performance.now() - checking) },
  ];
  return { steps, certificate, validity };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
