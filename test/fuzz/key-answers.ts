import { createECDH } from 'node:crypto';
import { BioEnrollment } from '../../bridge/ctap/bio-enrollment.ts';
import { decodeLenient, encode } from '../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../bridge/ctap/cbor-value.ts';
import { ClientPin } from '../../bridge/ctap/client-pin.ts';
import { CredentialManagement } from '../../bridge/ctap/credential-management.ts';
import { parseInfo } from '../../bridge/ctap/get-info.ts';
import { encapsulate } from '../../bridge/ctap/key-agreement.ts';
import { serializeLargeBlobArray } from '../../bridge/ctap/large-blob-array.ts';
import { sealBlob } from '../../bridge/ctap/large-blob-entry.ts';
import { LargeBlobs } from '../../bridge/ctap/large-blobs.ts';
import type { ManagedKey } from '../../bridge/ctap/management.ts';
import { asMap, required } from '../../bridge/ctap/members.ts';
import { pinProtocolOne } from '../../bridge/ctap/pin-protocol-one.ts';
import { pinProtocolTwo } from '../../bridge/ctap/pin-protocol-two.ts';
import { readToken } from '../../bridge/ctap/pin-uv-auth-token.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { FuzzedParser } from './fuzz.ts';

type Members = readonly (readonly [number, CborValue])[];

const INFO = parseInfo(
  new Map<number, CborValue>([
    [0x01, ['FIDO_2_1']],
    [
      0x04,
      new Map([
        ['bioEnroll', true],
        ['credMgmt', true],
      ]),
    ],
    [0x06, [2, 1]],
  ]),
  [],
);
const SIGNAL = new AbortController().signal;
const BLOB_KEY = new Uint8Array(32).fill(1);
const SECRET = new Uint8Array(64).fill(2);
const RP_HASH = new Uint8Array(32).fill(3);
const PLATFORM = createECDH('prime256v1');
PLATFORM.generateKeys();

/** Parsers of what keys answer to the commands beside makeCredential, getAssertion and getInfo. */
export const KEY_ANSWERS: readonly FuzzedParser[] = [
  { name: 'key agreement', samples: [keyAgreement()], parse: agree },
  {
    name: 'PIN token',
    samples: [answer([[0x02, new Uint8Array(48)]]), answer([[0x02, new Uint8Array(32)]])],
    parse: readTokens,
  },
  {
    name: 'PIN and fingerprint tries',
    samples: [
      answer([
        [0x03, 8],
        [0x04, false],
        [0x05, 3],
      ]),
    ],
    parse: readTries,
  },
  { name: 'stored credentials', samples: [storedRp(), storedCredential()], parse: readStored },
  { name: 'fingerprints', samples: [sample(), fingers(), sensor()], parse: readFingers },
];

/** Fragments are asked for until the array is whole. */
export const KEY_SESSIONS: readonly FuzzedParser[] = [
  { name: 'large-blob fragments', samples: [fragment()], parse: readBlob },
];

function answer(members: Members): Uint8Array {
  return encode(new Map(members));
}

/** A key that answers everything with the same body. */
function managed(body: Uint8Array): ManagedKey {
  const whole = Uint8Array.from([0, ...body]);
  const channel = { exchange: async () => whole, close: async () => {} };
  return { channel, info: INFO, token: undefined, options: () => ({ signal: SIGNAL }) };
}

function mapOf(bytes: Uint8Array): CborMap {
  const { value } = decodeLenient(bytes);
  if (!isCborMap(value)) throw new WardkeyError('device-garbled');
  return value;
}

function keyAgreement(): Uint8Array {
  const point = PLATFORM.getPublicKey();
  const key = new Map<number, CborValue>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, new Uint8Array(point.subarray(1, 33))],
    [-3, new Uint8Array(point.subarray(33))],
  ]);
  return answer([[0x01, key]]);
}

function agree(bytes: Uint8Array): void {
  encapsulate(pinProtocolTwo, required(mapOf(bytes), 0x01, asMap), PLATFORM);
}

/** In whichever of the two protocols makes something of it. */
function readTokens(bytes: Uint8Array): void {
  const members = mapOf(bytes);
  try {
    readToken(pinProtocolTwo, SECRET, members);
  } catch (error) {
    if (!(error instanceof WardkeyError)) throw error;
    readToken(pinProtocolOne, SECRET.subarray(0, 32), members);
  }
}

async function readTries(bytes: Uint8Array): Promise<void> {
  const client = new ClientPin(managed(bytes).channel, INFO);
  await client.getPinRetries({ signal: SIGNAL });
  await client.getUvRetries({ signal: SIGNAL });
}

function storedRp(): Uint8Array {
  return answer([
    [0x01, 3],
    [0x02, 22],
    [
      0x03,
      new Map([
        ['id', 'login.example'],
        ['name', 'Practice'],
      ]),
    ],
    [0x04, RP_HASH],
    [0x05, 2],
  ]);
}

function storedCredential(): Uint8Array {
  const user = new Map<string, CborValue>([
    ['id', Uint8Array.of(1, 2)],
    ['name', 'sam'],
    ['displayName', 'Sám'],
  ]);
  const credential = new Map<string, CborValue>([
    ['id', new Uint8Array(48)],
    ['type', 'public-key'],
  ]);
  return answer([
    [0x06, user],
    [0x07, credential],
    [0x08, new Map([[3, -7]])],
    [0x09, 2],
    [0x0a, 3],
    [0x0b, BLOB_KEY],
    [0x0c, true],
  ]);
}

/** What fits one of the lists is read; a body that fits neither is refused. */
async function readStored(bytes: Uint8Array): Promise<void> {
  const management = new CredentialManagement(managed(bytes));
  await management.getMetadata();
  await firstOf([() => management.enumerateRps(), () => management.enumerateCredentials(RP_HASH)]);
}

function sample(): Uint8Array {
  return answer([
    [0x04, Uint8Array.of(1, 2)],
    [0x05, 0],
    [0x06, 3],
  ]);
}

function fingers(): Uint8Array {
  const finger = (number: number, name: string) =>
    new Map<number, CborValue>([
      [1, Uint8Array.of(number)],
      [2, name],
    ]);
  return answer([[0x07, [finger(1, 'Thumb'), finger(2, '')]]]);
}

function sensor(): Uint8Array {
  return answer([
    [0x02, 1],
    [0x03, 5],
    [0x08, 64],
  ]);
}

async function readFingers(bytes: Uint8Array): Promise<void> {
  const bio = new BioEnrollment(managed(bytes));
  await bio.getSensorInfo();
  await firstOf([() => bio.begin(1_000), () => bio.enumerate()]);
}

function fragment(): Uint8Array {
  const entries = [encode(sealBlob(BLOB_KEY, Buffer.from('what is stored')))];
  return answer([[0x01, serializeLargeBlobArray(entries)]]);
}

async function readBlob(bytes: Uint8Array): Promise<void> {
  const { channel, options } = managed(bytes);
  await new LargeBlobs(channel, INFO, options).get(BLOB_KEY);
}

/** @throws what the last of them throws, where none succeeds */
async function firstOf(reads: readonly (() => Promise<unknown>)[]): Promise<void> {
  let refusal: unknown;
  for (const read of reads) {
    try {
      await read();
      return;
    } catch (error) {
      if (!(error instanceof WardkeyError) || error.code === 'internal') throw error;
      refusal = error;
    }
  }
  throw refusal;
}
