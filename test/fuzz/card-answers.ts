import { readTlvs } from '../../bridge/smartcard/ber-tlv.ts';
import { publicKeyOf, readCertificate } from '../../bridge/smartcard/certificate.ts';
import { readFeatures } from '../../bridge/smartcard/pin-pad/pin-pad.ts';
import { readCardIdentifier } from '../../bridge/smartcard/piv/capability-container.ts';
import { readCertificateObject } from '../../bridge/smartcard/piv/certificate-object.ts';
import { readExpiry } from '../../bridge/smartcard/piv/chuid.ts';
import { discoversPiv } from '../../bridge/smartcard/piv/discovery.ts';
import { signBlock } from '../../bridge/smartcard/piv/general-authenticate.ts';
import { getData } from '../../bridge/smartcard/piv/get-data.ts';
import { retiredOnCard } from '../../bridge/smartcard/piv/key-history.ts';
import { pinReference } from '../../bridge/smartcard/piv/pin-reference.ts';
import { ecdsaDer, ecdsaRaw } from '../../bridge/smartcard/signature/ecdsa-signature.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import {
  capabilityContainer,
  certificateObject,
  chuid,
  discoveryObject,
  keyHistory,
} from '../virtual/piv-card/data-objects.ts';
import { tlv } from '../virtual/piv-card/tlv.ts';
import type { FuzzedParser } from './fuzz.ts';
import { certificateSamples } from './samples.ts';

const CERTIFICATE_TAG = 0x5fc105;
const CURVE_BYTES = 32;

/** Parsers of what smartcards and their readers answer. */
export const CARD_ANSWERS: readonly FuzzedParser[] = [
  { name: 'card objects', samples: objectSamples(), parse: parseObject },
  { name: 'card certificates', samples: certificateAnswers(), parse: parseCertificateAnswer },
  { name: 'card signatures', samples: signatureAnswers(), parse: parseSignature },
  { name: 'PIN pad features', samples: featureSamples(), parse: parseFeatures },
];

/** A card holder identifier and the other objects that are no certificate. */
function objectSamples(): Uint8Array[] {
  return [
    chuid(new Uint8Array(16), new Date('2039-12-31')),
    discoveryObject(),
    capabilityContainer(new Uint8Array(14)),
    keyHistory(2),
  ];
}

function parseObject(bytes: Uint8Array): void {
  const { isFaulty } = readTlvs(bytes);
  readExpiry(bytes);
  discoversPiv(bytes);
  pinReference(bytes);
  readCardIdentifier(bytes);
  retiredOnCard(bytes);
  if (isFaulty) throw new WardkeyError('device-garbled');
}

/** In clear and in gzip, in their container. */
function certificateAnswers(): Uint8Array[] {
  return certificateSamples
    .slice(0, 2)
    .flatMap((der) => [certificateObject(der, false), certificateObject(der, true)])
    .map((object) => tlv(0x53, object));
}

function parseCertificateAnswer(data: Uint8Array): void {
  const object = getData(CERTIFICATE_TAG).parse({ statusWord: 0x9000, data });
  const der = object === null ? null : readCertificateObject(object);
  if (der === null) throw new WardkeyError('device-garbled');
  readCertificate(der);
  publicKeyOf(der);
}

function signatureAnswers(): Uint8Array[] {
  const number = (first: number) => tlv(0x02, new Uint8Array(CURVE_BYTES).fill(first));
  const padded = tlv(0x02, Uint8Array.of(0, ...new Uint8Array(CURVE_BYTES).fill(0x9a)));
  const answer = (signature: Uint8Array) => tlv(0x7c, tlv(0x82, signature));
  return [
    answer(tlv(0x30, number(0x12), number(0x34))),
    answer(tlv(0x30, padded, number(0x01))),
    answer(new Uint8Array(2 * CURVE_BYTES).fill(0x56)),
  ];
}

function parseSignature(data: Uint8Array): void {
  const { parse } = signBlock(0x11, 0x9a, new Uint8Array(CURVE_BYTES));
  const raw = ecdsaRaw(parse({ statusWord: 0x9000, data }), CURVE_BYTES);
  if (raw.length !== 2 * CURVE_BYTES) throw new Error('not r and s');
  ecdsaDer(raw);
}

function featureSamples(): Uint8Array[] {
  return [Uint8Array.of(0x06, 4, 0x42, 0, 0x0d, 0xb3, 0x07, 4, 0x42, 0, 0x0d, 0xb4)];
}

function parseFeatures(bytes: Uint8Array): void {
  const { verify, modify } = readFeatures(bytes);
  if (verify === null || modify === null) throw new WardkeyError('device-garbled');
}
