import type { KeyObject } from 'node:crypto';
import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import type { HashFunction } from '../../../shared/rpc/web-eid.ts';
import type { WebEidPerson } from './web-eid-person.ts';

/** What is signed: the result of a hash function, as it is. */
export interface Digest {
  readonly hashFunction: HashFunction;
  /** As long as the function makes it. */
  readonly bytes: Uint8Array;
}

/** One key of a card that is there, with its certificate. */
export interface CardSigner {
  readonly device: DeviceSummary;
  /** X.509 DER. */
  readonly certificate: Uint8Array;
  readonly publicKey: KeyObject;
  /** Common names of the subject and of the issuer; `null` where the certificate has none. */
  readonly name: string | null;
  readonly issuer: string | null;
  /** Aborted when the card goes. */
  readonly removed: AbortSignal;
  /**
   * Has the person enter the PIN, and signs with this very key.
   * @returns for RSA the signature with PKCS #1 v1.5 padding, for ECDSA the concatenation of r and s
   * @throws WardkeyError `pin-...`, `card-refused`, `device-...`; the signal's reason
   */
  sign(digest: Digest, person: WebEidPerson, signal: AbortSignal): Promise<Uint8Array>;
}

/** What a key on a card can be used for here. */
export type SignerUse = 'authentication' | 'signing';
