import { encode } from '../ctap/cbor.ts';
import { MAX_TOLERATED_NESTING } from '../ctap/cbor-inspect.ts';
import { type CborMap, type CborValue, isCborArray, isCborMap } from '../ctap/cbor-value.ts';

/** The members of an attestation object (WebAuthn Level 3 §6.5.4). */
export interface Attestation {
  readonly fmt: string;
  readonly attStmt: CborMap;
  readonly authData: Uint8Array;
}

/** The values of AttestationConveyancePreference that let the key's own statement through (§5.4.7). */
const CONVEYED: readonly string[] = ['indirect', 'direct', 'enterprise'];

/** Where authenticator data has the AAGUID: behind hash, flags, counter (WebAuthn Level 3 §6.1). */
const AAGUID = { start: 37, end: 53 } as const;

/** @param preference as the page wrote it; a value that is not known counts as `none` */
export function isConveyed(preference: string | undefined): boolean {
  return preference !== undefined && CONVEYED.includes(preference);
}

/**
 * The attestation object as the page may see it. A page that did not ask for attestation gets
 * `none`, whatever the key made: a statement can tell batches of keys apart (WebAuthn Level 3
 * §5.1.3, "attestationConveyancePreferenceOption"). One that the credential's own key made, of a key
 * that does not name its model, tells nothing and stays.
 * @param preference as the page wrote it; a value that is not known counts as `none`
 * @returns the attestation object in CBOR
 */
export function conveyAttestation(
  preference: string | undefined,
  { fmt, attStmt, authData }: Attestation,
): Uint8Array {
  const conveyed = isConveyed(preference) || tellsNothing({ fmt, attStmt, authData });
  return encode(
    new Map<string, string | CborMap | Uint8Array>([
      ['fmt', conveyed ? fmt : 'none'],
      ['attStmt', conveyed ? withoutUndefined(attStmt) : new Map()],
      ['authData', authData],
    ]),
    // The statement is the key's: what it nests too deep is the relying party's to judge.
    1 + MAX_TOLERATED_NESTING,
  );
}

/** CBOR's undefined stands for a member that the key leaves out; canonical CBOR has none. */
function withoutUndefined(map: CborMap): CborMap {
  const entries = Array.from(map).filter(([, value]) => value !== undefined);
  return new Map(entries.map(([key, value]) => [key, insideWithoutUndefined(value)]));
}

function insideWithoutUndefined(value: CborValue): CborValue {
  if (value !== undefined && isCborMap(value)) return withoutUndefined(value);
  if (!isCborArray(value)) return value;
  return value.filter((item) => item !== undefined).map(insideWithoutUndefined);
}

/** Self attestation of a key of no named model (WebAuthn Level 3 §5.1.3, §6.5.3). */
function tellsNothing({ fmt, attStmt, authData }: Attestation): boolean {
  const aaguid = authData.subarray(AAGUID.start, AAGUID.end);
  return fmt === 'packed' && !attStmt.has('x5c') && aaguid.every((byte) => byte === 0);
}
