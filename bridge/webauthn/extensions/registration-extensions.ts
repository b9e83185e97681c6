import type { CborMap } from '../../ctap/cbor-value.ts';
import type { MakeCredentialResponse } from '../../ctap/make-credential.ts';
import type { HeldKey } from '../held-key.ts';
import { storeCredBlob } from './cred-blob.ts';
import { credProps } from './cred-props.ts';
import { credProtect } from './cred-protect.ts';
import type { ExtensionValues, RegistrationExtension, RegistrationFacts } from './extension.ts';
import { hmacCreateSecret } from './hmac-secret.ts';
import { createLargeBlob } from './large-blob.ts';
import { minPinLength } from './min-pin-length.ts';
import { pinComplexityPolicy } from './pin-complexity-policy.ts';
import { createPrf } from './prf.ts';
import { registerForPayment } from './third-party-payment.ts';

const EXTENSIONS: readonly RegistrationExtension[] = [
  credProtect,
  credProps,
  hmacCreateSecret,
  createPrf,
  storeCredBlob,
  createLargeBlob,
  minPinLength,
  pinComplexityPolicy,
  registerForPayment,
];

/** All that the extensions of one registration add to it. */
export interface RegistrationExtensions {
  readonly wantsVerification: boolean;
  /** @param verified whether the person is verified by the command that carries the inputs */
  inputs(key: HeldKey, verified: boolean): Promise<CborMap>;
  outputs(made: MakeCredentialResponse): ExtensionValues;
}

/**
 * Reads what a page asks of extensions (WebAuthn Level 3 §9). Those that are not known are ignored.
 * @throws WardkeyError `options-invalid`, `key-lacks-extension`
 */
export function registrationExtensions(facts: RegistrationFacts): RegistrationExtensions {
  const parts = EXTENSIONS.flatMap((extension) => extension(facts) ?? []);
  return {
    wantsVerification: parts.some(({ wantsVerification }) => wantsVerification),
    async inputs(key, verified) {
      const inputs: CborMap[] = [];
      for (const part of parts) {
        if (part.inputs !== undefined) {
          inputs.push(await part.inputs(key, verified));
        }
      }
      return new Map(inputs.flatMap((map) => [...map]));
    },
    outputs: (made) =>
      Object.fromEntries(parts.flatMap(({ outputs }) => Object.entries(outputs?.(made) ?? {}))),
  };
}
