import type { AssertionResponse } from '../../ctap/assertion.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import type { CborMap } from '../../ctap/cbor-value.ts';
import type { CredentialDescriptor } from '../../ctap/credential.ts';
import type { MakeCredentialResponse } from '../../ctap/make-credential.ts';
import type { PinUvAuthToken } from '../../ctap/pin-uv-auth-token.ts';
import type { HeldKey } from '../held-key.ts';
import type { ResidentKeyDecision } from '../resident-key.ts';

/** Client extension inputs or outputs in their JSON forms, by name (WebAuthn Level 3 §9). */
export type ExtensionValues = Readonly<Record<string, unknown>>;

/** What the extensions of a registration look at before anything is sent. */
export interface RegistrationFacts {
  readonly inputs: ExtensionValues;
  readonly info: AuthenticatorInfo;
  readonly resident: ResidentKeyDecision;
}

/** What one extension adds to a registration that asks for it. */
export interface RegistrationPart {
  /** The person is to be verified for it where the key can. */
  readonly wantsVerification?: boolean;
  /** Authenticator extension inputs; asked for anew before each command that carries them. */
  readonly inputs?: (key: HeldKey, verified: boolean) => CborMap | Promise<CborMap>;
  /** Client extension outputs, in JSON form. */
  readonly outputs?: (made: MakeCredentialResponse) => ExtensionValues;
}

/**
 * One extension of a registration.
 * @returns `undefined` when the page does not ask for it
 * @throws WardkeyError `options-invalid`, `key-lacks-extension`
 */
export type RegistrationExtension = (facts: RegistrationFacts) => RegistrationPart | undefined;

/** What the extensions of a sign-in look at before anything is sent. */
export interface AssertionFacts {
  readonly inputs: ExtensionValues;
  readonly info: AuthenticatorInfo;
  /** As the page listed them; empty when any credential will do. */
  readonly allowed: readonly CredentialDescriptor[];
}

export interface AssertionResult {
  readonly key: HeldKey;
  readonly response: AssertionResponse;
  /** The one that it was verified with, if any. */
  readonly token: PinUvAuthToken | undefined;
}

/** What one extension adds to a sign-in that asks for it. */
export interface AssertionPart {
  /** Permissions that the token needs besides `ga`. */
  readonly permissions?: number;
  readonly wantsVerification?: boolean;
  /** Its inputs depend on the credential, which must then be known beforehand. */
  readonly perCredential?: boolean;
  /** @param credential the only one that may answer, if that is known */
  readonly inputs?: (
    key: HeldKey,
    credential: CredentialDescriptor | undefined,
  ) => CborMap | Promise<CborMap>;
  readonly outputs?: (result: AssertionResult) => ExtensionValues | Promise<ExtensionValues>;
}

/** One extension of a sign-in; as {@link RegistrationExtension}. */
export type AssertionExtension = (facts: AssertionFacts) => AssertionPart | undefined;
