import type { CborMap } from '../../ctap/cbor-value.ts';
import type { CredentialDescriptor } from '../../ctap/credential.ts';
import type { HeldKey } from '../held-key.ts';
import { getCredBlob } from './cred-blob.ts';
import type {
  AssertionExtension,
  AssertionFacts,
  AssertionResult,
  ExtensionValues,
} from './extension.ts';
import { useLargeBlob } from './large-blob.ts';
import { getPrf } from './prf.ts';
import { signInForPayment } from './third-party-payment.ts';

const EXTENSIONS: readonly AssertionExtension[] = [
  getPrf,
  getCredBlob,
  useLargeBlob,
  signInForPayment,
];

/** All that the extensions of one sign-in add to it. */
export interface AssertionExtensions {
  /** Sum of the permissions that the token needs besides `ga`. */
  readonly permissions: number;
  readonly wantsVerification: boolean;
  readonly perCredential: boolean;
  inputs(key: HeldKey, credential: CredentialDescriptor | undefined): Promise<CborMap>;
  outputs(result: AssertionResult): Promise<ExtensionValues>;
}

/**
 * Reads what a page asks of extensions (WebAuthn Level 3 §9). Those that are not known are ignored.
 * @throws WardkeyError `options-invalid`
 */
export function assertionExtensions(facts: AssertionFacts): AssertionExtensions {
  const parts = EXTENSIONS.flatMap((extension) => extension(facts) ?? []);
  return {
    permissions: parts.reduce((sum, { permissions = 0 }) => sum | permissions, 0),
    wantsVerification: parts.some(({ wantsVerification }) => wantsVerification),
    perCredential: parts.some(({ perCredential }) => perCredential),
    async inputs(key, credential) {
      const inputs: CborMap[] = [];
      for (const part of parts) {
        if (part.inputs !== undefined) {
          inputs.push(await part.inputs(key, credential));
        }
      }
      return new Map(inputs.flatMap((map) => [...map]));
    },
    async outputs(result) {
      const outputs: [string, unknown][] = [];
      for (const part of parts) {
        outputs.push(...Object.entries((await part.outputs?.(result)) ?? {}));
      }
      return Object.fromEntries(outputs);
    },
  };
}
