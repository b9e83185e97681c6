import type { CborValue } from './cbor/value.ts';
import type { PinProtocolNumber } from './pin/pin-protocol.ts';
import { MAX_PIN_TRIES } from './pin/pin-store.ts';
import type { Algorithm } from './state/algorithms.ts';
import type { CredentialExtras } from './state/credential-store.ts';
import { STATUS } from './status.ts';

/** What a model of security key is like. Left out is what a common 2.1 key has. */
export interface VirtualKeyOptions {
  /** 16 bytes. */
  readonly aaguid?: Uint8Array;
  readonly versions?: readonly string[];
  readonly transports?: readonly string[];
  /** In the key's order of preference. */
  readonly algorithms?: readonly Algorithm[];
  /** The PIN that is set from the start. */
  readonly pin?: string;
  /** Tries that are left for the PIN, up to eight, which is what a fresh one has. */
  readonly pinTriesLeft?: number;
  /** In the key's order of preference; none at all for a key that knows no PIN. */
  readonly pinProtocols?: readonly PinProtocolNumber[];
  /** Unicode code points. */
  readonly minPinLength?: number;
  readonly forcePinChange?: boolean;
  /** Tokens with permissions (CTAP 2.1); without them only the token of CTAP 2.0. */
  readonly pinUvAuthToken?: boolean;
  /** A token for a PIN is no good for making and using credentials (CTAP 2.1 §6.4). */
  readonly noMcGaPermissionsWithClientPin?: boolean;
  readonly makeCredUvNotRqd?: boolean;
  readonly alwaysUv?: boolean;
  /** Has a fingerprint reader, with or without an enrolled finger. */
  readonly builtInVerification?: { readonly enrolled: boolean };
  /** 0 for a key without resident keys. */
  readonly residentKeySlots?: number;
  /** Bytes, the command byte among them. */
  readonly maxMsgSize?: number;
  readonly maxCredentialCountInList?: number;
  /** Bytes. */
  readonly maxCredentialIdLength?: number;
  readonly attestation?: 'basic' | 'self';
  /** Names of the CTAP extensions that the key runs. */
  readonly extensions?: readonly string[];
  /** Bytes. */
  readonly maxCredBlobLength?: number;
  /** Bytes; 0 for a key without large blobs. */
  readonly largeBlobBytes?: number;
  /** `preview` is command 0x41, from before CTAP 2.1. */
  readonly credentialManagement?: 'full' | 'preview' | 'none';
  /** The same of a key with a fingerprint reader, with command 0x40. */
  readonly bioEnrollment?: 'full' | 'preview' | 'none';
  readonly authenticatorConfig?: boolean;
  /** Read-only tokens that outlive a power cycle (CTAP 2.2). */
  readonly persistentToken?: boolean;
  /** Whether it is on; left out by a key that has none. */
  readonly enterpriseAttestation?: boolean;
  /** RP IDs that get enterprise attestation without the platform's word. */
  readonly enterpriseRpIds?: readonly string[];
  /** Whether it is on; left out by a key that has no such thing. */
  readonly longTouchForReset?: boolean;
  /** RP IDs that may learn the least PIN length. */
  readonly minPinLengthRpIds?: readonly string[];
  readonly pinComplexityPolicy?: boolean;
  /** Whether it makes assertions without user presence at all. */
  readonly silentAssertions?: boolean;
  /** Milliseconds that it takes for an assertion without user presence. */
  readonly silentAssertionMs?: number;
  /** What it says where it has no credential. */
  readonly noCredentialsStatus?: typeof STATUS.noCredentials | typeof STATUS.invalidCredential;
  /** What it says to a U2F key handle that is not its own, in the place of 6A80. */
  readonly u2fUnknownHandleWord?: number;
  /** The hmac-secret randomness of every credential, for known numbers. */
  readonly credRandom?: CredentialExtras['credRandom'];
  /** Answers a list of one without saying which credential it was (CTAP 2.1 §6.2.2). */
  readonly omitSingleCredential?: boolean;
  /** Entries of getInfo's options to claim, or with `undefined` to hide. Behaviour stays. */
  readonly optionOverrides?: Readonly<Record<string, boolean | undefined>>;
  /** Members of getInfo to claim, or with `undefined` to hide. Behaviour stays. */
  readonly infoOverrides?: ReadonlyMap<number, CborValue | undefined>;
  /** Milliseconds on a clock that a test may move. */
  readonly now?: () => number;
}

type Settled =
  | 'pin'
  | 'builtInVerification'
  | 'enterpriseAttestation'
  | 'longTouchForReset'
  | 'credRandom'
  | 'u2fUnknownHandleWord';

/** The options with nothing left open. */
export type KeyModel = Required<Omit<VirtualKeyOptions, Settled>> &
  Pick<VirtualKeyOptions, Settled>;

const VERSIONS = ['FIDO_2_0', 'FIDO_2_1'];

/** Whether a key is of CTAP 2.1 or later. */
export function isModern(versions: readonly string[]): boolean {
  return versions.some((version) => version.startsWith('FIDO_2_') && !isOld(version));
}

function isOld(version: string): boolean {
  return version === 'FIDO_2_0' || version === 'FIDO_2_1_PRE';
}

export function keyModel(options: VirtualKeyOptions): KeyModel {
  const modern = isModern(options.versions ?? VERSIONS);
  return {
    aaguid: Buffer.from('b3c1d9f05a7e4c2f9d1e77617264ab01', 'hex'),
    versions: VERSIONS,
    transports: ['nfc', 'usb'],
    algorithms: [-7, -8],
    pinTriesLeft: MAX_PIN_TRIES,
    pinProtocols: [2, 1],
    minPinLength: 4,
    forcePinChange: false,
    pinUvAuthToken: true,
    noMcGaPermissionsWithClientPin: false,
    makeCredUvNotRqd: true,
    alwaysUv: false,
    residentKeySlots: 25,
    maxMsgSize: 1200,
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    attestation: 'basic',
    extensions: modern
      ? ['credBlob', 'credProtect', 'hmac-secret', 'largeBlobKey', 'minPinLength']
      : ['hmac-secret'],
    maxCredBlobLength: 32,
    largeBlobBytes: modern ? 4096 : 0,
    credentialManagement: modern ? 'full' : 'none',
    bioEnrollment: modern ? 'full' : 'none',
    authenticatorConfig: modern,
    persistentToken: false,
    enterpriseRpIds: [],
    minPinLengthRpIds: [],
    pinComplexityPolicy: false,
    omitSingleCredential: false,
    silentAssertions: true,
    silentAssertionMs: 0,
    noCredentialsStatus: STATUS.noCredentials,
    optionOverrides: {},
    infoOverrides: new Map(),
    now: Date.now,
    ...options,
  };
}
