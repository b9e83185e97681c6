import { type CborMap, isCborMap } from '../../bridge/ctap/cbor-value.ts';
import { decode } from '../rig/decode.ts';
import responses from '../vectors/ctap2-responses.json' with { type: 'json' };
import wire from '../vectors/ctaphid-wire.json' with { type: 'json' };
import infos from '../vectors/get-info-samples.json' with { type: 'json' };
import descriptors from '../vectors/hid-report-descriptor.json' with { type: 'json' };
import recorded from '../vectors/recorded-responses.json' with { type: 'json' };
import u2f from '../vectors/u2f.json' with { type: 'json' };
import attested from '../vectors/u2f-attestation.json' with { type: 'json' };
import l3 from '../vectors/webauthn-l3.json' with { type: 'json' };

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export const getInfoSamples = infos.samples.map(({ cbor }) => bytes(cbor));

export const makeCredentialSamples = [bytes(responses.MC_RESP)];
export const getAssertionSamples = [bytes(responses.GA_RESP)];

/** Bodies of all kinds of answers, without their status. */
export const answerSamples = [
  ...Object.values(recorded.status_plus_cbor).map((hex) => bytes(hex).subarray(1)),
  ...getInfoSamples,
  ...makeCredentialSamples,
  ...getAssertionSamples,
];

export const attestationObjectSamples = l3.vectors.map(({ registration }) =>
  bytes(registration.attestationObject),
);

const attestationObjects = attestationObjectSamples.map((object): CborMap => {
  const map = decode(object);
  if (!isCborMap(map)) throw new TypeError('no attestation object');
  return map;
});

export const authenticatorDataSamples = [
  bytes(responses.AUTH_DATA_MC),
  bytes(responses.AUTH_DATA_GA),
  ...attestationObjects.flatMap((object) => {
    const authData = object.get('authData');
    return authData instanceof Uint8Array ? [authData] : [];
  }),
];

export const certificateSamples = attestationObjects.flatMap((object) => {
  const statement = object.get('attStmt');
  const chain = statement !== undefined && isCborMap(statement) ? statement.get('x5c') : [];
  return Array.isArray(chain) ? chain.filter((item) => item instanceof Uint8Array) : [];
});

export const tpmSamples = attestationObjects.flatMap((object) => {
  const statement = object.get('attStmt');
  if (statement === undefined || !isCborMap(statement)) return [];
  return [statement.get('pubArea'), statement.get('certInfo')].filter(
    (item) => item instanceof Uint8Array,
  );
});

export const u2fRegistrationSamples = [
  bytes(u2f.register.response),
  bytes(attested.registration_data),
];

export const hidReportSamples = Object.values(wire.reports).map(bytes);

export const descriptorSamples = [
  bytes(descriptors.fido),
  bytes(descriptors.fido),
  bytes(`${descriptors.mouse}${descriptors.fido}`),
];

/** Responses of a card one after the other, each with its length before it. */
export const cardSamples = [
  ['9000'],
  ['0102036103', '0405069000'],
  ['6100', `${'00'.repeat(250)}61ff`, `${'11'.repeat(255)}9000`],
  ['6c05', '01020304059000'],
  ['6e00', '6d00'],
].map((answers) => bytes(answers.map((hex) => lengthOf(hex) + hex).join('')));

function lengthOf(hex: string): string {
  return (hex.length / 2).toString(16).padStart(4, '0');
}
