import type { AuthenticatorData } from '../authenticator-data.ts';
import type { CborMap } from '../cbor-value.ts';

/** What a new credential's attestation is checked with. */
export interface AttestationStatement {
  /** Attestation statement format, such as `packed`. */
  readonly fmt: string;
  readonly attStmt: CborMap;
  /** As the key sent and signed it. */
  readonly authData: Uint8Array;
  readonly authenticatorData: AuthenticatorData & {
    readonly attestedCredentialData: NonNullable<AuthenticatorData['attestedCredentialData']>;
  };
  /** 32 bytes. */
  readonly clientDataHash: Uint8Array;
}

/** Kinds of attestation (WebAuthn Level 3 §6.5.3). */
export type AttestationType = 'none' | 'self' | 'basic' | 'attestation-ca' | 'anonymization-ca';

/** What a statement proves once it was checked. */
export interface AttestationResult {
  readonly type: AttestationType;
  /** X.509 DER, the key's own first; empty where nobody vouches for it. */
  readonly certificates: readonly Uint8Array[];
}
