import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { BROADCAST_CHANNEL } from './protocol.ts';

/** What a device tells of itself when it allocates a channel (CTAP 2.1 §11.2.9.1.3). */
export interface InitResponse {
  /** 32 bits, neither 0 nor the broadcast channel. */
  readonly channel: number;
  readonly protocolVersion: number;
  /** Major, minor and build number, whose meaning is the vendor's. */
  readonly deviceVersion: readonly [number, number, number];
  /** Knows CTAPHID_WINK. */
  readonly wink: boolean;
  /** Knows CTAPHID_CBOR, that is CTAP2. */
  readonly cbor: boolean;
  /** Knows CTAPHID_MSG, that is CTAP1 (U2F). */
  readonly msg: boolean;
}

const NONCE_BYTES = 8;
const RESPONSE_BYTES = 17;
const CAPABILITY = { WINK: 0x01, CBOR: 0x04, NMSG: 0x08 } as const;

/**
 * What tells our INIT from those of other programs (CTAP 2.1 §11.2.9.1.3), which get to see it: it
 * has to be another each time, and is no secret. Node's cryptography would take longer to load than
 * a key to answer.
 * @returns 8 bytes
 */
export function newNonce(): Uint8Array {
  return Uint8Array.from({ length: NONCE_BYTES }, () => Math.floor(Math.random() * 256));
}

/** Whether this is the answer to our own INIT, by the nonce that it repeats. Never throws. */
export function isOwnInitResponse(payload: Uint8Array, nonce: Uint8Array): boolean {
  const isWhole = payload.length >= RESPONSE_BYTES;
  return isWhole && Buffer.compare(payload.subarray(0, NONCE_BYTES), nonce) === 0;
}

/**
 * Reads the answer to INIT: nonce (8), channel (4), protocol version (1), device version (3),
 * capabilities (1).
 * @param nonce what was sent, 8 bytes
 * @returns `null` when this is the answer to somebody else's INIT
 * @throws WardkeyError `device-garbled` for our answer with a channel that cannot be
 */
export function parseInitResponse(payload: Uint8Array, nonce: Uint8Array): InitResponse | null {
  if (!isOwnInitResponse(payload, nonce)) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const channel = view.getUint32(8);
  if (channel === 0 || channel === BROADCAST_CHANNEL) {
    throw new WardkeyError('device-garbled', { facts: { reason: 'hid-channel' } });
  }
  const capabilities = view.getUint8(16);
  return {
    channel,
    protocolVersion: view.getUint8(12),
    deviceVersion: [view.getUint8(13), view.getUint8(14), view.getUint8(15)],
    wink: (capabilities & CAPABILITY.WINK) !== 0,
    cbor: (capabilities & CAPABILITY.CBOR) !== 0,
    msg: (capabilities & CAPABILITY.NMSG) === 0,
  };
}
