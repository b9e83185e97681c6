import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { RegisteredCredential } from '../../webauthn/trial/verify-registration.ts';

/** More than any registration needs, in bytes. */
export const MAX_REGISTRATION_BYTES = 256 * 1024;

const Base64Url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(4096));
const Saved = v.looseObject({
  credential: v.looseObject({
    id: Base64Url,
    publicKey: Base64Url,
    algorithm: v.pipe(v.number(), v.integer()),
    signCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
});

/**
 * Reads what `wardkey register --json` printed.
 * @throws WardkeyError `file-unreadable` for anything else
 */
export function savedRegistration(bytes: Uint8Array, path: string): RegisteredCredential {
  try {
    return v.parse(Saved, JSON.parse(new TextDecoder().decode(bytes))).credential;
  } catch (cause) {
    throw new WardkeyError('file-unreadable', { cause, facts: { path } });
  }
}
