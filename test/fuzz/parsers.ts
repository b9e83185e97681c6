import { createHash } from 'node:crypto';
import { parseAssertion } from '../../bridge/ctap/assertion.ts';
import { parseCertificate } from '../../bridge/ctap/attestation/certificate.ts';
import { parseTpmCertify, parseTpmPublic } from '../../bridge/ctap/attestation/tpm-structures.ts';
import { verifyAttestation } from '../../bridge/ctap/attestation/verify-attestation.ts';
import { parseAuthenticatorData } from '../../bridge/ctap/authenticator-data.ts';
import { decodeLenient, encode } from '../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../bridge/ctap/cbor-value.ts';
import { subjectPublicKeyInfo } from '../../bridge/ctap/cose-key.ts';
import { parseInfo } from '../../bridge/ctap/get-info.ts';
import { parseLargeBlobArray } from '../../bridge/ctap/large-blob-array.ts';
import { openBlob, sealBlob } from '../../bridge/ctap/large-blob-entry.ts';
import { parseMakeCredential } from '../../bridge/ctap/make-credential.ts';
import { parseRegistration } from '../../bridge/ctap/u2f-registration-data.ts';
import { parseInitResponse } from '../../bridge/transport/ctaphid/init-response.ts';
import { MessageAssembler } from '../../bridge/transport/ctaphid/message-assembler.ts';
import { fidoReportSizes } from '../../bridge/transport/hid/report-descriptor.ts';
import { IsoExchange } from '../../bridge/transport/iso-exchange.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { CARD_ANSWERS } from './card-answers.ts';
import { CARD_SESSIONS } from './card-sessions.ts';
import type { FuzzedParser } from './fuzz.ts';
import { KEY_ANSWERS, KEY_SESSIONS } from './key-answers.ts';
import * as samples from './samples.ts';
import { cardSession, cardSessionSamples, hidSession, hidSessionSamples } from './sessions.ts';

const CLIENT_DATA_HASH = new Uint8Array(32);
const BLOB_KEY = new Uint8Array(32).fill(1);
const REPORT_BYTES = 64;
const COMMAND = Uint8Array.of(0x00, 0xa4, 0x04, 0x00);

/** Every parser of what comes from a device, and what is led by it from one message to the next. */
export const PARSERS: readonly FuzzedParser[] = [
  { name: 'CBOR', samples: samples.answerSamples, parse: decodeLenient },
  {
    name: 'getInfo',
    samples: samples.getInfoSamples,
    parse: (bytes) => parseInfo(mapOf(bytes), []),
  },
  {
    name: 'makeCredential',
    samples: samples.makeCredentialSamples,
    parse: (bytes) => parseMakeCredential(mapOf(bytes)),
  },
  {
    name: 'getAssertion',
    samples: samples.getAssertionSamples,
    parse: (bytes) => parseAssertion(mapOf(bytes)),
  },
  {
    name: 'authenticator data',
    samples: samples.authenticatorDataSamples,
    parse: parseDataAndKey,
  },
  { name: 'attestation', samples: samples.attestationObjectSamples, parse: parseAttestation },
  { name: 'certificate', samples: samples.certificateSamples, parse: parseCertificate },
  { name: 'TPM structures', samples: samples.tpmSamples, parse: parseTpm },
  {
    name: 'U2F registration',
    samples: samples.u2fRegistrationSamples,
    parse: parseRegistration,
  },
  { name: 'large-blob array', samples: largeBlobSamples(), parse: parseLargeBlobs },
  { name: 'CTAPHID reports', samples: samples.hidReportSamples, parse: assemble },
  { name: 'APDU answers', samples: samples.cardSamples, parse: askCard },
  { name: 'report descriptor', samples: samples.descriptorSamples, parse: readDescriptor },
  ...CARD_ANSWERS,
  ...KEY_ANSWERS,
];

/** Many messages to and fro for each input: these take ten times as long as a parser. */
export const SESSIONS: readonly FuzzedParser[] = [
  { name: 'CTAPHID session', samples: hidSessionSamples, parse: hidSession },
  { name: 'NFCCTAP session', samples: cardSessionSamples, parse: cardSession },
  ...CARD_SESSIONS,
  ...KEY_SESSIONS,
];

function mapOf(bytes: Uint8Array): CborMap {
  const { value } = decodeLenient(bytes);
  if (!isCborMap(value)) throw new WardkeyError('device-garbled');
  return value;
}

function parseDataAndKey(bytes: Uint8Array): void {
  const { attestedCredentialData } = parseAuthenticatorData(bytes);
  if (attestedCredentialData !== undefined) subjectPublicKeyInfo(attestedCredentialData.publicKey);
}

function parseAttestation(bytes: Uint8Array): void {
  const object = mapOf(bytes);
  const made = parseMakeCredential(
    new Map<number, CborValue>([
      [1, object.get('fmt')],
      [2, object.get('authData')],
      [3, object.get('attStmt')],
    ]),
  );
  const report = verifyAttestation({ ...made, clientDataHash: CLIENT_DATA_HASH });
  // All but `none` sign the client data, and these are nobody's.
  if (report.outcome === 'verified' && report.type !== 'none') throw new Error('was verified');
}

function parseTpm(bytes: Uint8Array): void {
  if (bytes[0] === 0xff) parseTpmCertify(bytes);
  else parseTpmPublic(bytes);
}

/** The hash is made right, so that the array behind it is looked at. */
function parseLargeBlobs(bytes: Uint8Array): void {
  const hash = createHash('sha256').update(bytes).digest().subarray(0, 16);
  const entries = parseLargeBlobArray(Buffer.concat([bytes, hash]));
  for (const { value } of entries) openBlob(BLOB_KEY, value);
  if (entries.length === 0) throw new WardkeyError('device-garbled');
}

function largeBlobSamples(): Uint8Array[] {
  const entries = ['one', 'two'.repeat(100)].map((text) => sealBlob(BLOB_KEY, Buffer.from(text)));
  return [encode(entries), encode([...entries, 7, new Map()]), Uint8Array.of(0x80)];
}

function readDescriptor(bytes: Uint8Array): void {
  if (fidoReportSizes(bytes) === null) throw new WardkeyError('device-not-fido');
}

function assemble(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const assembler = new MessageAssembler(bytes.length < 4 ? 0 : view.getUint32(0), REPORT_BYTES);
  let whole = false;
  for (let at = 0; at < bytes.length; at += REPORT_BYTES) {
    const received = assembler.take(bytes.subarray(at, at + REPORT_BYTES));
    if (received.kind !== 'message') continue;
    whole = true;
    const { payload } = received.message;
    parseInitResponse(payload, payload.subarray(0, 8));
  }
  if (!whole) throw new WardkeyError('device-garbled');
}

async function askCard(bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  const exchange = new IsoExchange(async () => {
    const length = ((rest[0] ?? 0) << 8) | (rest[1] ?? 0);
    if (rest.length < 2) throw new WardkeyError('device-mute');
    const answer = rest.subarray(2, 2 + length);
    rest = rest.subarray(2 + length);
    return answer;
  });
  await exchange.ask(COMMAND, 1_000, new AbortController().signal);
}
