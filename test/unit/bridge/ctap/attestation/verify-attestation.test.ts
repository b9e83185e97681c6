import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AttestationStatement } from '../../../../../bridge/ctap/attestation/attestation-statement.ts';
import { verifyAttestation } from '../../../../../bridge/ctap/attestation/verify-attestation.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../../bridge/ctap/cbor-value.ts';
import { parseMakeCredential } from '../../../../../bridge/ctap/make-credential.ts';
import { u2fCredential } from '../../../../../bridge/ctap/u2f-credential.ts';
import { parseRegistration } from '../../../../../bridge/ctap/u2f-registration-data.ts';
import { decode } from '../../../../rig/decode.ts';
import u2f from '../../../../vectors/u2f-attestation.json' with { type: 'json' };
import l3 from '../../../../vectors/webauthn-l3.json' with { type: 'json' };
import { hexToBytes } from '../scripted-transport.ts';

interface Registration {
  readonly attestationObject: string;
  readonly clientDataJSON: string;
}

function statementOf({ attestationObject, clientDataJSON }: Registration): AttestationStatement {
  const object = decode(hexToBytes(attestationObject));
  if (!isCborMap(object)) throw new Error('no map');
  const made = parseMakeCredential(
    new Map<number, CborValue>([
      [1, object.get('fmt')],
      [2, object.get('authData')],
      [3, object.get('attStmt')],
    ]),
  );
  const hash = createHash('sha256').update(hexToBytes(clientDataJSON)).digest();
  return { ...made, clientDataHash: new Uint8Array(hash) };
}

function vector(title: string): AttestationStatement {
  const found = l3.vectors.find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`no vector ${title}`);
  return statementOf(found.registration);
}

function changed(statement: AttestationStatement, name: string, value: CborValue) {
  const attStmt: CborMap = new Map([...statement.attStmt, [name, value]]);
  return { ...statement, attStmt };
}

/** The bytes of a member, with one bit other. */
function flipped(statement: AttestationStatement, name: string, at: number): Uint8Array {
  const bytes = statement.attStmt.get(name);
  if (!(bytes instanceof Uint8Array)) throw new Error(`no ${name}`);
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

const TYPES: Record<string, string> = {
  none: 'none',
  packed: 'basic',
  tpm: 'attestation-ca',
  apple: 'anonymization-ca',
  'fido-u2f': 'basic',
};

describe('the vectors of WebAuthn Level 3', () => {
  test.each(l3.vectors)('$title', ({ title, registration }) => {
    const statement = statementOf(registration);
    const report = verifyAttestation(statement);
    if (statement.fmt === 'android-key') {
      expect(report).toEqual({ outcome: 'unknown-format' });
      return;
    }
    const type = title.includes('Self') ? 'self' : TYPES[statement.fmt];
    expect(report).toMatchObject({ outcome: 'verified', type });
  });

  test('there are some of each format', () => {
    const formats = new Set(l3.vectors.map(({ registration }) => statementOf(registration).fmt));
    expect([...formats].sort()).toEqual(
      ['android-key', 'apple', 'fido-u2f', 'none', 'packed', 'tpm'].sort(),
    );
  });
});

test('an answer of a real U2F key', () => {
  const application = hexToBytes(u2f.app_param);
  const made = u2fCredential(application, parseRegistration(hexToBytes(u2f.registration_data)));
  const statement = { ...made, clientDataHash: hexToBytes(u2f.client_data_hash) };
  expect(verifyAttestation(statement)).toMatchObject({ outcome: 'verified', type: 'basic' });
});

describe('what is not right is told', () => {
  const PACKED = 'Packed Attestation with ES256 Credential';
  const TPM = 'TPM Attestation with ES256 Credential';
  const APPLE = 'Apple Anonymous Attestation with ES256 Credential';
  const U2F = 'FIDO U2F Attestation with ES256 Credential';
  const SELF = 'ES256 Credential with Self Attestation';
  const NONE = 'ES256 Credential with No Attestation';

  test.each([PACKED, TPM, APPLE, U2F, SELF])('%s of another ceremony', (title) => {
    const statement = { ...vector(title), clientDataHash: new Uint8Array(32) };
    expect(verifyAttestation(statement).outcome).toBe('wrong');
  });

  test.each([PACKED, TPM, U2F, SELF])('%s with another signature', (title) => {
    const statement = vector(title);
    const broken = changed(statement, 'sig', flipped(statement, 'sig', 20));
    expect(verifyAttestation(broken)).toEqual({
      outcome: 'wrong',
      reason: 'attestation-signature',
    });
    expect(verifyAttestation(changed(statement, 'sig', new Uint8Array(3))).outcome).toBe('wrong');
  });

  test.each([
    [PACKED, 'sig', 'text', 'member-sig'],
    [PACKED, 'alg', -8, 'attestation-algorithm'],
    [PACKED, 'alg', -65000, 'attestation-algorithm'],
    [PACKED, 'x5c', [], 'attestation-x5c'],
    [PACKED, 'x5c', [Uint8Array.of(0x30, 0x80)], 'attestation-certificate'],
    [PACKED, 'x5c', Array.from({ length: 9 }, () => new Uint8Array()), 'attestation-x5c'],
    [SELF, 'alg', -257, 'attestation-algorithm'],
    [TPM, 'ver', '1.2', 'attestation-tpm-version'],
    [TPM, 'pubArea', new Uint8Array(4), 'attestation-tpm-truncated'],
    [TPM, 'certInfo', new Uint8Array(80), 'attestation-tpm-certify-info'],
    [NONE, 'sig', new Uint8Array(70), 'attestation-none-with-statement'],
  ] as const)('%s with %s %o: %s', (title, name, value, reason) => {
    const report = verifyAttestation(changed(vector(title), name, value));
    expect(report).toEqual({ outcome: 'wrong', reason });
  });

  test('a TPM whose public area is another key, or whose name is another', () => {
    const statement = vector(TPM);
    const area = statement.attStmt.get('pubArea');
    if (!(area instanceof Uint8Array)) throw new Error('no public area');
    const otherKey = changed(statement, 'pubArea', flipped(statement, 'pubArea', area.length - 1));
    expect(verifyAttestation(otherKey)).toMatchObject({ reason: 'attestation-public-key' });
    // An attribute of the object: the key is the same, the name is not.
    const otherName = changed(statement, 'pubArea', flipped(statement, 'pubArea', 5));
    expect(verifyAttestation(otherName)).toMatchObject({ reason: 'attestation-tpm-name' });
  });

  test('a chain whose certificates are strangers', () => {
    const certificateOf = (title: string) => {
      const chain = vector(title).attStmt.get('x5c');
      return Array.isArray(chain) ? chain[0] : undefined;
    };
    const strangers = [certificateOf(PACKED), certificateOf(TPM)];
    const report = verifyAttestation(changed(vector(PACKED), 'x5c', strangers));
    expect(report).toEqual({ outcome: 'wrong', reason: 'attestation-chain' });
    const two = changed(vector(U2F), 'x5c', [certificateOf(U2F), certificateOf(U2F)]);
    expect(verifyAttestation(two).outcome).toBe('wrong');
  });

  test('certificates of another kind', () => {
    const chain = vector(TPM).attStmt.get('x5c');
    const packed = verifyAttestation(changed(vector(PACKED), 'x5c', chain));
    expect(packed.outcome).toBe('wrong');
  });
});
