import type { CborMap, CborValue } from '../cbor/value.ts';
import type { CredentialExtras } from '../state/credential-store.ts';
import { credBlob } from './cred-blob.ts';
import { credProtect } from './cred-protect.ts';
import { hmacSecret, hmacSecretMc } from './hmac-secret.ts';
import type { AssertionContext, CreationContext, KeyExtension } from './key-extension.ts';
import { largeBlobKey } from './large-blob-key.ts';
import { minPinLength, pinComplexityPolicy } from './pin-policy.ts';
import { thirdPartyPayment } from './third-party-payment.ts';

/** `hmac-secret` stands before the extension that builds on it. */
const EXTENSIONS: readonly KeyExtension[] = [
  credProtect,
  credBlob,
  hmacSecret,
  hmacSecretMc,
  largeBlobKey,
  minPinLength,
  pinComplexityPolicy,
  thirdPartyPayment,
];

/** What the extensions make of a new credential, and what they say of it. */
export function extendCreation(
  inputs: CborMap,
  context: Omit<CreationContext, 'extras'>,
): { readonly extras: CredentialExtras; readonly outputs: CborMap } {
  let extras: CredentialExtras = {};
  const outputs = new Map<string, CborValue>();
  for (const extension of EXTENSIONS) {
    const input = inputs.get(extension.name);
    if (input === undefined || !context.state.model.extensions.includes(extension.name)) continue;
    const effect = extension.create?.(input, { ...context, extras });
    extras = { ...extras, ...effect?.extras };
    if (effect?.output !== undefined) outputs.set(extension.name, effect.output);
  }
  return { extras, outputs };
}

/** What the extensions say of an assertion. */
export function extendAssertion(inputs: CborMap, context: AssertionContext): CborMap {
  const outputs = new Map<string, CborValue>();
  for (const extension of EXTENSIONS) {
    const input = inputs.get(extension.name);
    if (input === undefined || !context.state.model.extensions.includes(extension.name)) continue;
    const output = extension.get?.(input, context);
    if (output !== undefined) outputs.set(extension.name, output);
  }
  return outputs;
}
