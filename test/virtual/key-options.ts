import type { CborValue } from './cbor/value.ts';
import type { PinProtocolNumber } from './pin/pin-protocol.ts';
import { MAX_PIN_TRIES } from './pin/pin-store.ts';
import type { Algorithm } from './state/algorithms.ts';

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
  /** Answers a list of one without saying which credential it was (CTAP 2.1 §6.2.2). */
  readonly omitSingleCredential?: boolean;
  /** Entries of getInfo's options to claim, or with `undefined` to hide. Behaviour stays. */
  readonly optionOverrides?: Readonly<Record<string, boolean | undefined>>;
  /** Members of getInfo to claim, or with `undefined` to hide. Behaviour stays. */
  readonly infoOverrides?: ReadonlyMap<number, CborValue | undefined>;
  /** Milliseconds on a clock that a test may move. */
  readonly now?: () => number;
}

type Settled = 'pin' | 'builtInVerification';

/** The options with nothing left open. */
export type KeyModel = Required<Omit<VirtualKeyOptions, Settled>> &
  Pick<VirtualKeyOptions, Settled>;

export function keyModel(options: VirtualKeyOptions): KeyModel {
  return {
    aaguid: Buffer.from('b3c1d9f05a7e4c2f9d1e77617264ab01', 'hex'),
    versions: ['FIDO_2_0', 'FIDO_2_1'],
    transports: ['nfc', 'usb'],
    algorithms: [-7, -8],
    pinTriesLeft: MAX_PIN_TRIES,
    pinProtocols: [2, 1],
    minPinLength: 4,
    forcePinChange: false,
    pinUvAuthToken: true,
    makeCredUvNotRqd: true,
    alwaysUv: false,
    residentKeySlots: 25,
    maxMsgSize: 1200,
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    attestation: 'basic',
    omitSingleCredential: false,
    optionOverrides: {},
    infoOverrides: new Map(),
    now: Date.now,
    ...options,
  };
}
