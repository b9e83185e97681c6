import { createHash, randomBytes } from 'node:crypto';

/** The relying party of all ceremonies, which the bridge knows as a sign-in page. */
export const RP_ID = 'login.microsoft.com';

/** What all clients tell of a key, under the names of CTAP 2.1 §6.4. */
export interface KeyInfo {
  readonly versions: readonly string[];
  /** Sorted, since not all keep the key's order. */
  readonly extensions: readonly string[];
  /** 32 hex digits. */
  readonly aaguid: string;
  readonly options: Readonly<Record<string, boolean>>;
  readonly maxMsgSize: number;
  readonly pinUvAuthProtocols: readonly number[];
  readonly maxCredentialCountInList: number;
  readonly maxCredentialIdLength: number;
  readonly transports: readonly string[];
  readonly algorithms: readonly number[];
  readonly minPINLength: number;
}

/** What a client made, in bytes that others can check. */
export interface Registration {
  readonly clientDataHash: Uint8Array;
  readonly format: string;
  readonly authData: Uint8Array;
  readonly credentialId: Uint8Array;
  readonly signature: Uint8Array;
  /** DER of the attestation certificate. */
  readonly certificate: Uint8Array;
}

export interface Assertion {
  readonly clientDataHash: Uint8Array;
  readonly authData: Uint8Array;
  readonly signature: Uint8Array;
}

/** A FIDO client that uses the one key that is plugged in. With a PIN it verifies the user. */
export interface FidoClient {
  readonly name: string;
  info(): Promise<KeyInfo>;
  register(pin?: string): Promise<Registration>;
  signIn(credentialId: Uint8Array, pin?: string): Promise<Assertion>;
  /** How many tries the key says are left for its PIN. */
  pinTries(): Promise<number>;
  /** Tries a PIN that is not the key's. @throws when the client does not say that it was wrong */
  tryWrongPin(pin: string): Promise<void>;
}

/** 32 bytes, as SHA-256 of somebody's client data. */
export function someClientDataHash(): Buffer {
  return createHash('sha256').update(randomBytes(16)).digest();
}
