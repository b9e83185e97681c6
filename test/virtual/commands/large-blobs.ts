import { createHash } from 'node:crypto';
import { bytes, optional, required, unsigned } from '../cbor/parameters.ts';
import type { CborMap } from '../cbor/value.ts';
import { PERMISSION } from '../pin/token-state.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';
import { demandToken } from './token-check.ts';

const KEY = {
  get: 0x01,
  set: 0x02,
  offset: 0x03,
  length: 0x04,
  pinUvAuthParam: 0x05,
  pinUvAuthProtocol: 0x06,
} as const;

/** What a message has besides its fragment (CTAP 2.1 §6.10.2). */
const FRAME_BYTES = 64;

/** authenticatorLargeBlobs (CTAP 2.1 §6.10). */
export const largeBlobs: Command = async (state, parameters) => {
  const get = optional(parameters, KEY.get, unsigned);
  const set = optional(parameters, KEY.set, bytes);
  const offset = required(parameters, KEY.offset, unsigned);
  if ((get === undefined) === (set === undefined)) throw new CtapFault(STATUS.invalidParameter);
  const fragment = get ?? set?.length ?? 0;
  if (fragment > state.model.maxMsgSize - FRAME_BYTES) throw new CtapFault(STATUS.invalidLength);
  if (set !== undefined) return write(state, parameters, offset, set);
  if (parameters.has(KEY.length) || parameters.has(KEY.pinUvAuthParam)) {
    throw new CtapFault(STATUS.invalidParameter);
  }
  return new Map([[0x01, state.largeBlobs.read(offset, fragment)]]);
};

function write(state: KeyState, parameters: CborMap, offset: number, set: Uint8Array): undefined {
  const length = optional(parameters, KEY.length, unsigned);
  if ((offset === 0) !== (length !== undefined)) throw new CtapFault(STATUS.invalidParameter);
  if (length !== undefined) state.largeBlobs.begin(length);
  state.largeBlobs.expect(offset);
  if (state.isProtected || state.settings.alwaysUv) {
    const tail = Buffer.alloc(4);
    tail.writeUInt32LE(offset);
    const hash = createHash('sha256').update(set).digest();
    const message = Buffer.concat([Buffer.alloc(32, 0xff), Uint8Array.of(0x0c, 0), tail, hash]);
    const permission = PERMISSION.largeBlobWrite;
    demandToken(state, parameters, KEY, { permission, message, anyRp: true });
  }
  state.largeBlobs.write(set);
}
