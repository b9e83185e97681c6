import { createHash } from 'node:crypto';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import { bytes, map, required } from '../../virtual/cbor/parameters.ts';
import type { CborMap, CborValue } from '../../virtual/cbor/value.ts';
import type { Made, Signed } from './evidence.ts';

const certificates = (value: CborValue): readonly Uint8Array[] | undefined =>
  Array.isArray(value) && value.every((item) => item instanceof Uint8Array) ? value : undefined;

/** What a packed statement proves (WebAuthn Level 3 §8.2). @throws CtapFault for another */
export function packedAttestation(signed: Omit<Signed, 'signature'>, statement: CborMap): Made {
  const [certificate = new Uint8Array()] = required(statement, 'x5c', certificates);
  return { ...signed, signature: required(statement, 'sig', bytes), certificate };
}

interface RegistrationJson {
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string };
}

interface AuthenticationJson {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

/** What a page of Wardkey's gets at a registration (WebAuthn Level 3 §5.5). */
export function madeOfJson({ response }: RegistrationJson): Made {
  const object = decodeCbor(Buffer.from(response.attestationObject, 'base64url'));
  if (!(object instanceof Map)) throw new Error('no attestation object');
  const authData = required(object, 'authData', bytes);
  const clientDataHash = hashOf(response.clientDataJSON);
  return packedAttestation({ clientDataHash, authData }, required(object, 'attStmt', map));
}

/** What it gets at a sign-in. */
export function gotOfJson({ response }: AuthenticationJson): Signed {
  return {
    clientDataHash: hashOf(response.clientDataJSON),
    authData: Buffer.from(response.authenticatorData, 'base64url'),
    signature: Buffer.from(response.signature, 'base64url'),
  };
}

function hashOf(clientDataJson: string): Buffer {
  return createHash('sha256').update(Buffer.from(clientDataJson, 'base64url')).digest();
}
