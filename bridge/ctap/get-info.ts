import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo, PublicKeyCredentialParameters } from './authenticator-info.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { type CommandOptions, DEFAULT_MAX_MSG_SIZE, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import {
  asBoolean,
  asBytes,
  asInteger,
  asList,
  asListOf,
  asMap,
  asText,
  asUnsigned,
  type Read,
} from './members.ts';

/**
 * authenticatorGetInfo (CTAP 2.1 §6.4).
 * @throws WardkeyError `device-garbled` for an answer that is no getInfo at all, and what
 *   {@link sendCommand} throws
 */
export async function getInfo(
  channel: CtapChannel,
  options: CommandOptions,
): Promise<AuthenticatorInfo> {
  const faults: string[] = [];
  const members = await sendCommand(channel, COMMAND.getInfo, undefined, {
    ...options,
    onFaults: (found) => faults.push(...found.map((fault) => `cbor-${fault}`)),
  });
  return parseInfo(members, faults);
}

/** The highest member of CTAP 2.3. */
const LAST_MEMBER = 0x1f;

/** The least `maxMsgSize` that is believed, in bytes. */
const LEAST_MAX_MSG_SIZE = 256;

/** CTAP 2.1 §6.5.1: PINs have 4 code points at least and 63 bytes at most. */
const PIN_LENGTH = { min: 4, max: 63 } as const;

/**
 * Reads what can be read: keys are known to break single members, and none of them is worth losing
 * the key. Only one without `versions` is refused.
 *
 * @param members the answer's map
 * @param cborFaults what the decoding reported, to be kept with what is found here
 * @throws WardkeyError `device-garbled`
 */
export function parseInfo(members: CborMap, cborFaults: readonly string[]): AuthenticatorInfo {
  const faults = [...cborFaults];
  const read = <T>(key: number, as: Read<T>): T | undefined => {
    const value = members.get(key);
    if (value === undefined) return undefined;
    const member = as(value);
    if (member === undefined) faults.push(`member-${hexKey(key)}`);
    return member;
  };

  const readList = <T>(key: number, as: Read<T>): readonly T[] | undefined => {
    const list = read(key, asList);
    if (list === undefined) return undefined;
    const entries = asListOf(as)(list) ?? [];
    if (entries.length === list.length) return entries;
    // What no entry can be read of is none: that is not the same as an empty one.
    faults.push(`${entries.length === 0 ? 'member' : 'entry'}-${hexKey(key)}`);
    return entries.length === 0 ? undefined : entries;
  };

  const versions = readList(0x01, asText) ?? [];
  if (versions.length === 0) {
    throw new WardkeyError('device-garbled', { facts: { reason: 'info-without-versions' } });
  }
  return {
    versions,
    extensions: readList(0x02, asText) ?? [],
    aaguid: read(0x03, asAaguid) ?? new Uint8Array(16),
    options: readOptions(read(0x04, asMap), faults),
    maxMsgSize: readMaxMsgSize(read(0x05, asUnsigned), faults),
    pinUvAuthProtocols: readList(0x06, asUnsigned),
    maxCredentialCountInList: read(0x07, asAtLeast(1)),
    maxCredentialIdLength: read(0x08, asAtLeast(1)),
    transports: readList(0x09, asText),
    algorithms: readList(0x0a, asParameters),
    maxSerializedLargeBlobArray: read(0x0b, asUnsigned),
    forcePINChange: read(0x0c, asBoolean) ?? false,
    minPINLength: read(0x0d, asPinLength) ?? PIN_LENGTH.min,
    firmwareVersion: read(0x0e, asUnsigned),
    maxCredBlobLength: read(0x0f, asUnsigned),
    maxRPIDsForSetMinPINLength: read(0x10, asUnsigned),
    preferredPlatformUvAttempts: read(0x11, asUnsigned),
    uvModality: read(0x12, asUnsigned),
    certifications: read(0x13, asMap),
    remainingDiscoverableCredentials: read(0x14, asUnsigned),
    vendorPrototypeConfigCommands: readList(0x15, asUnsigned64),
    attestationFormats: readList(0x16, asText),
    uvCountSinceLastPinEntry: read(0x17, asUnsigned),
    longTouchForReset: read(0x18, asBoolean),
    encIdentifier: read(0x19, asBytes),
    transportsForReset: readList(0x1a, asText),
    pinComplexityPolicy: read(0x1b, asBoolean),
    pinComplexityPolicyURL: read(0x1c, asBytes),
    maxPINLength: read(0x1d, asPinLength) ?? PIN_LENGTH.max,
    encCredStoreState: read(0x1e, asBytes),
    authenticatorConfigCommands: readList(0x1f, asUnsigned),
    unknown: new Map(Array.from(members).filter(([key]) => !isKnown(key))),
    faults,
  };
}

function hexKey(key: number): string {
  return `0x${key.toString(16).padStart(2, '0')}`;
}

function isKnown(key: number | string): boolean {
  return typeof key === 'number' && key >= 1 && key <= LAST_MEMBER;
}

function readOptions(options: CborMap | undefined, faults: string[]): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  for (const [name, value] of options ?? []) {
    if (typeof name === 'string' && typeof value === 'boolean') known.set(name, value);
    else faults.push(`option-${name}`);
  }
  return known;
}

/**
 * Every key must take 1,024 bytes (CTAP 2.1 §6.4). One that says less breaks the rule, but may mean it:
 * a longer message would get no answer. Below what any ceremony takes, it means something else.
 */
function readMaxMsgSize(told: number | undefined, faults: string[]): number {
  if (told === undefined || told >= DEFAULT_MAX_MSG_SIZE) return told ?? DEFAULT_MAX_MSG_SIZE;
  faults.push(`member-${hexKey(0x05)}`);
  return told >= LEAST_MAX_MSG_SIZE ? told : DEFAULT_MAX_MSG_SIZE;
}

function asAtLeast(least: number): Read<number> {
  return (value) => {
    const number = asUnsigned(value);
    return number !== undefined && number >= least ? number : undefined;
  };
}

function asAaguid(value: CborValue): Uint8Array | undefined {
  const bytes = asBytes(value);
  return bytes?.length === 16 ? bytes : undefined;
}

function asPinLength(value: CborValue): number | undefined {
  const length = asAtLeast(PIN_LENGTH.min)(value);
  return length !== undefined && length <= PIN_LENGTH.max ? length : undefined;
}

function asUnsigned64(value: CborValue): number | bigint | undefined {
  return typeof value === 'bigint' && value >= 0n ? value : asUnsigned(value);
}

function asParameters(value: CborValue): PublicKeyCredentialParameters | undefined {
  const map = asMap(value);
  const type = asText(map?.get('type'));
  const alg = asInteger(map?.get('alg'));
  return type === undefined || alg === undefined ? undefined : { type, alg };
}
