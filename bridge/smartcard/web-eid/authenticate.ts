import { createHash, verify } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { HashFunction, WebEidToken } from '../../../shared/rpc/web-eid.ts';
import type { CardSigner } from './card-signer.ts';
import { nodeNameOf, tokenAlgorithmOf } from './signature-algorithms.ts';
import type { WebEidPerson } from './web-eid-person.ts';

/** What a token says: for whom, and in answer to what. */
export interface TokenClaim {
  /** Serialised, as the browser told it. */
  readonly origin: string;
  /** The page's nonce, as the text that it is. */
  readonly challengeNonce: string;
}

/**
 * Makes an authentication token, format 1.0: the authentication key signs the hash of the origin
 * followed by the hash of the nonce (Web eID, "authentication token format").
 * @param appVersion address that names the program and its version
 * @throws WardkeyError `algorithm-unsupported`, `card-signature-wrong` for a signature that does not hold,
 *   those of {@link CardSigner.sign}
 */
export async function authenticate(
  signer: CardSigner,
  { origin, challengeNonce }: TokenClaim,
  appVersion: string,
  person: WebEidPerson,
  signal: AbortSignal,
): Promise<WebEidToken> {
  const { algorithm, hashFunction } = tokenAlgorithmOf(signer.publicKey);
  const signed = Buffer.concat([
    digest(hashFunction, origin),
    digest(hashFunction, challengeNonce),
  ]);
  const bytes = digest(hashFunction, signed);
  const signature = await signer.sign({ hashFunction, bytes }, person, signal);
  const key = { key: signer.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(nodeNameOf(hashFunction), signed, key, signature)) {
    throw new WardkeyError('card-signature-wrong', { facts: { slot: '9a' } });
  }
  return {
    unverifiedCertificate: Buffer.from(signer.certificate).toString('base64'),
    algorithm,
    signature: Buffer.from(signature).toString('base64'),
    format: 'web-eid:1.0',
    appVersion,
  };
}

function digest(hashFunction: HashFunction, data: string | Uint8Array): Uint8Array {
  return createHash(nodeNameOf(hashFunction)).update(data).digest();
}
