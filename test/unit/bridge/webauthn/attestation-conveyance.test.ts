import { describe, expect, it } from 'vitest';
import { decodeLenient } from '../../../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { conveyAttestation } from '../../../../bridge/webauthn/attestation-conveyance.ts';
import { decode } from '../../../rig/decode.ts';
import l3 from '../../../vectors/webauthn-l3.json' with { type: 'json' };

function mapOf(bytes: Uint8Array): CborMap {
  const value = decode(bytes);
  if (!isCborMap(value)) throw new Error('no map');
  return value;
}

function attestationOf(hex: string) {
  const members = mapOf(Buffer.from(hex, 'hex'));
  const [fmt, attStmt, authData] = ['fmt', 'attStmt', 'authData'].map((name) => members.get(name));
  if (typeof fmt !== 'string' || !(authData instanceof Uint8Array)) throw new Error('no object');
  if (attStmt === undefined || !isCborMap(attStmt)) throw new Error('no statement');
  return { fmt, attStmt, authData };
}

describe('conveyAttestation', () => {
  it.each(l3.vectors)('conveys to the byte: $title', ({ registration }) => {
    const conveyed = conveyAttestation('direct', attestationOf(registration.attestationObject));
    expect(Buffer.from(conveyed).toString('hex')).toBe(registration.attestationObject);
  });

  it.each(l3.vectors)('makes none of: $title', ({ registration }) => {
    const attestation = attestationOf(registration.attestationObject);
    expect(mapOf(conveyAttestation('none', attestation))).toEqual(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', attestation.authData],
      ]),
    );
  });

  it('conveys what is nested too deep, and nothing in the place of what is left out', () => {
    const attStmt = new Map<string, CborValue>([
      ['alg', -7],
      ['left out', undefined],
      ['deep', [[[[1, undefined]]]]],
    ]);
    const authData = new Uint8Array(37);
    const object = conveyAttestation('direct', { fmt: 'odd', attStmt, authData });
    expect(decodeLenient(object)).toEqual({
      value: new Map<string, CborValue>([
        ['fmt', 'odd'],
        [
          'attStmt',
          new Map<string, CborValue>([
            ['alg', -7],
            ['deep', [[[[1]]]]],
          ]),
        ],
        ['authData', authData],
      ]),
      faults: ['nesting'],
    });
  });

  it('leaves what the credential’s own key signed, where the key names no model', () => {
    const found = l3.vectors.find(
      ({ title }) => title === 'ES256 Credential with Self Attestation',
    );
    const self = attestationOf(found?.registration.attestationObject ?? '');
    const authData = self.authData.slice().fill(0, 37, 53);
    const fmtOf = (attestation: Parameters<typeof conveyAttestation>[1]) =>
      mapOf(conveyAttestation(undefined, attestation)).get('fmt');
    expect(fmtOf({ ...self, authData })).toBe('packed');
    expect(fmtOf(self)).toBe('none');
    const attStmt = new Map([...self.attStmt, ['x5c', []] as const]);
    expect(fmtOf({ ...self, authData, attStmt })).toBe('none');
    expect(fmtOf({ ...self, authData, fmt: 'fido-u2f' })).toBe('none');
  });
});
