import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import * as der from './der.ts';

const OID = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  organisationalUnit: '2.5.4.11',
  basicConstraints: '2.5.29.19',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  fidoAaguid: '1.3.6.1.4.1.45724.1.1.4',
} as const;

/** The batch key of a model of security keys, with its certificate. */
export interface AttestationKey {
  readonly privateKey: KeyObject;
  /** X.509 DER, self-issued, as WebAuthn Level 3 §8.2.1 asks of packed attestation. */
  readonly certificate: Uint8Array;
}

/** @param aaguid 16 bytes */
export function createAttestationKey(aaguid: Uint8Array): AttestationKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const body = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))),
    der.integer(Buffer.concat([Uint8Array.of(1), randomBytes(8)])),
    algorithm,
    subject(),
    der.sequence(der.time(new Date('2025-01-01')), der.time(new Date('2055-01-01'))),
    subject(),
    publicKey.export({ format: 'der', type: 'spki' }),
    der.explicit(3, der.sequence(notAnAuthority(), aaguidExtension(aaguid))),
  );
  const certificate = der.sequence(
    body,
    algorithm,
    der.bitString(sign('sha256', body, privateKey)),
  );
  return { privateKey, certificate };
}

function subject(): Uint8Array {
  return der.sequence(
    attribute(OID.country, der.printableString('GB')),
    attribute(OID.organisation, der.utf8String('Wardkey Practice')),
    attribute(OID.organisationalUnit, der.utf8String('Authenticator Attestation')),
    attribute(OID.commonName, der.utf8String('Wardkey Practice Key')),
  );
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return der.set(der.sequence(der.objectIdentifier(oid), value));
}

function notAnAuthority(): Uint8Array {
  return der.sequence(
    der.objectIdentifier(OID.basicConstraints),
    der.boolean(true),
    der.octetString(der.sequence()),
  );
}

/** The value is an octet string inside the extension's own octet string. */
function aaguidExtension(aaguid: Uint8Array): Uint8Array {
  return der.sequence(
    der.objectIdentifier(OID.fidoAaguid),
    der.octetString(der.octetString(aaguid)),
  );
}
