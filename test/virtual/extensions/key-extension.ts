import type { CborValue } from '../cbor/value.ts';
import type { Credential, CredentialExtras } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';

export interface CreationContext {
  readonly state: KeyState;
  readonly rpId: string;
  readonly resident: boolean;
  readonly userVerified: boolean;
  /** What the extensions before this one have given the new credential. */
  readonly extras: CredentialExtras;
}

export interface CreationEffect {
  readonly extras?: Partial<CredentialExtras>;
  /** What the authenticator data say of it. */
  readonly output?: CborValue;
}

export interface AssertionContext {
  readonly state: KeyState;
  readonly credential: Credential;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
}

/** One extension, from the key's side. */
export interface KeyExtension {
  readonly name: string;
  /** @throws CtapFault */
  create?(input: CborValue, context: CreationContext): CreationEffect;
  /** @throws CtapFault */
  get?(input: CborValue, context: AssertionContext): CborValue | undefined;
}
