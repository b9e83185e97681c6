import type { CborValue } from './cbor/value.ts';
import type { VirtualKeyOptions } from './key-options.ts';

/** Members of getInfo that CTAP 2.0 did not know (CTAP 2.0 §5.4). */
const SINCE_2_1: readonly number[] = [
  0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x14,
];

function without(...members: readonly number[]): ReadonlyMap<number, undefined> {
  return new Map(members.map((member) => [member, undefined]));
}

const CTAP_2_0: VirtualKeyOptions = {
  versions: ['FIDO_2_0'],
  algorithms: [-7],
  pinProtocols: [1],
  pinUvAuthToken: false,
  makeCredUvNotRqd: false,
  optionOverrides: { makeCredUvNotRqd: undefined, pinUvAuthToken: undefined },
  infoOverrides: without(...SINCE_2_1),
};

/** Verifies a finger within the command, and gives no tokens for it: the way of CTAP 2.0. */
export const FINGER_WITHIN_COMMAND: VirtualKeyOptions = {
  builtInVerification: { enrolled: true },
  pinUvAuthToken: false,
  optionOverrides: { pinUvAuthToken: undefined },
};

/** Models of keys that exist, and of some that should not. */
export const PERSONALITIES = {
  'ctap-2.0': CTAP_2_0,
  'ctap-2.0-and-u2f': { ...CTAP_2_0, versions: ['U2F_V2', 'FIDO_2_0'] },
  'ctap-2.1-preview': {
    ...CTAP_2_0,
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    credentialManagement: 'preview',
    bioEnrollment: 'preview',
    infoOverrides: new Map(),
  },
  'ctap-2.1': {},
  'ctap-2.3': {
    versions: ['FIDO_2_0', 'FIDO_2_1', 'FIDO_2_2', 'FIDO_2_3'],
    extensions: [
      'credBlob',
      'credProtect',
      'hmac-secret',
      'hmac-secret-mc',
      'largeBlobKey',
      'minPinLength',
      'pinComplexityPolicy',
      'thirdPartyPayment',
    ],
    persistentToken: true,
    longTouchForReset: false,
    enterpriseAttestation: false,
    pinComplexityPolicy: true,
    infoOverrides: new Map<number, CborValue>([
      [0x15, [2 ** 50 + 1]],
      [0x16, ['packed', 'none']],
      [0x1a, ['usb']],
      [0x1c, Buffer.from('https://pins.example/')],
      [0x1d, 63],
      [0x1f, [1, 2, 3, 4]],
      // From a version to come.
      [0x2a, 'what this is nobody knows yet'],
    ]),
  },
  'u2f-only': { versions: ['U2F_V2'] },
  'no-max-message-size': { infoOverrides: without(0x05), maxMsgSize: 1024 },
  'no-algorithms-no-transports': { infoOverrides: without(0x09, 0x0a) },
  'protocol-one-only': { pinProtocols: [1] },
  'always-uv': { alwaysUv: true },
  'user-presence-off': { optionOverrides: { up: false } },
  'no-silent-assertions-long-lists': { silentAssertions: false },
  'no-silent-assertions': { silentAssertions: false, maxCredentialCountInList: 1 },
  'unknown-algorithms': {
    infoOverrides: new Map<number, CborValue>([
      [
        0x0a,
        [-7, -8, -49, -65537].map(
          (alg) =>
            new Map<string, CborValue>([
              ['alg', alg],
              ['type', 'public-key'],
            ]),
        ),
      ],
    ]),
  },
  'invalid-credential-for-none': { noCredentialsStatus: 0x22 },
  'slow-silent-assertions': { silentAssertionMs: 40, maxCredentialCountInList: 1 },
  'short-lists': { maxCredentialCountInList: 1 },
  'single-credential-unnamed': { omitSingleCredential: true },
  'self-attested': { attestation: 'self' },
  fingerprint: { builtInVerification: { enrolled: true } },
  'fingerprint-within-command': FINGER_WITHIN_COMMAND,
} as const satisfies Readonly<Record<string, VirtualKeyOptions>>;

export type Personality = keyof typeof PERSONALITIES;
