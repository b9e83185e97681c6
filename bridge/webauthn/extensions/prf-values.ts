import * as v from '../../../shared/schema/schema.ts';
import type { Salts } from '../../ctap/hmac-secret.ts';
import { toBase64Url } from '../base64url.ts';
import { sha256 } from '../sha256.ts';
import { JsonBytes } from './extension-input.ts';

/** AuthenticationExtensionsPRFValues (WebAuthn Level 3 §10.1.4). */
export const PrfValues = v.looseObject({ first: JsonBytes, second: v.optional(JsonBytes) });
export type PrfValues = v.InferOutput<typeof PrfValues>;

/** Keeps a page's secrets apart from those of programs that use hmac-secret as it is. */
const CONTEXT = new TextEncoder().encode('WebAuthn PRF\0');

/** The salts that stand for inputs (WebAuthn Level 3 §10.1.4), 32 bytes each. */
export function prfSalts({ first, second }: PrfValues): Salts {
  return second === undefined ? [prfSalt(first)] : [prfSalt(first), prfSalt(second)];
}

/** Secrets in JSON form; the second only where there were two inputs. */
export function prfResults([first, second]: readonly Uint8Array[]): Record<string, string> {
  return {
    ...(first === undefined ? {} : { first: toBase64Url(first) }),
    ...(second === undefined ? {} : { second: toBase64Url(second) }),
  };
}

function prfSalt(input: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([CONTEXT, input]));
}
