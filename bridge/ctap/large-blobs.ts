import { createHash } from 'node:crypto';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import { encode } from './cbor.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import {
  isWhole,
  type LargeBlobEntry,
  parseLargeBlobArray,
  serializeLargeBlobArray,
} from './large-blob-array.ts';
import { openBlob, sealBlob } from './large-blob-entry.ts';
import { asBytes, required } from './members.ts';
import type { PinUvAuthToken } from './pin-uv-auth-token.ts';
import { numberedMembers } from './request-members.ts';
import { statusError, statusOf } from './status.ts';
import { STATUS } from './status-byte.ts';
import { withLock } from './with-lock.ts';

/** What a message has besides its fragment, in bytes (CTAP 2.1 §6.10.2). */
const FRAME_LENGTH = 64;

/** What keys say to a fragment that is longer than they take or hand out, whatever getInfo says. */
const TOO_LONG: readonly number[] = [
  STATUS.INVALID_LENGTH,
  STATUS.LIMIT_EXCEEDED,
  STATUS.REQUEST_TOO_LARGE,
];
/** A key that refuses this as well means something else. */
const SHORTEST_FRAGMENT = 64;

/** Far above what keys store: one that never stops sending is stopped here. In bytes. */
const MAX_ARRAY_LENGTH = 128 * 1024;
/** One that sends crumbs is stopped as well: so many fragments of 440 bytes would be the most. */
const MAX_FRAGMENTS = 300;

/** The large-blob array of one key (CTAP 2.1 §6.10). */
export class LargeBlobs {
  readonly #channel: CtapChannel;
  readonly #info: AuthenticatorInfo;
  readonly #options: () => CommandOptions;
  /** Of a fragment, in bytes; less once the key found that too much. */
  #fragmentLength: number;

  /** @param options of each command that is sent */
  constructor(channel: CtapChannel, info: AuthenticatorInfo, options: () => CommandOptions) {
    this.#channel = channel;
    this.#info = info;
    this.#options = options;
    this.#fragmentLength = info.maxMsgSize - FRAME_LENGTH;
  }

  /**
   * The data that are stored for a credential.
   * @param key its largeBlobKey, 32 bytes
   * @returns `undefined` where there are none
   * @throws WardkeyError `device-garbled`, and what {@link sendCommand} throws
   */
  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    for (const { value } of await this.#read()) {
      const blob = openBlob(key, value);
      if (blob !== undefined) return blob;
    }
    return undefined;
  }

  /**
   * Stores data for a credential in the place of older ones. The entries of others stay as they are.
   * @param key its largeBlobKey, 32 bytes
   * @param token with the permission `lbw`; none where the key asks for none
   * @throws WardkeyError `key-data-full`, `device-garbled`, and what {@link sendCommand} throws
   */
  put(key: Uint8Array, blob: Uint8Array, token: PinUvAuthToken | undefined): Promise<void> {
    // What another program wrote between our reading and our writing would be lost.
    const { signal } = this.#options();
    return withLock(this.#channel, signal, () => this.#replace(key, blob, token));
  }

  async #replace(
    key: Uint8Array,
    blob: Uint8Array,
    token: PinUvAuthToken | undefined,
  ): Promise<void> {
    const others = (await this.#read()).filter(({ value }) => openBlob(key, value) === undefined);
    const entries = [...others.map(({ encoded }) => encoded), encode(sealBlob(key, blob))];
    const serialized = serializeLargeBlobArray(entries);
    const room = this.#info.maxSerializedLargeBlobArray;
    if (room !== undefined && serialized.length > room) {
      throw statusError(COMMAND.largeBlobs, STATUS.LARGE_BLOB_STORAGE_FULL);
    }
    await this.#write(serialized, token);
  }

  /**
   * What is stored for several credentials, read once for all.
   * @param keys their largeBlobKeys, 32 bytes each
   * @returns their data in the same order, and how many entries belong to none of them
   * @throws WardkeyError as {@link get}
   */
  async getAll(keys: readonly Uint8Array[]): Promise<{
    readonly blobs: readonly (Uint8Array | undefined)[];
    readonly unclaimed: number;
  }> {
    const entries = await this.#read();
    const opened = entries.map(({ value }) => keys.map((key) => openBlob(key, value)));
    return {
      blobs: keys.map((_, at) => opened.find((blobs) => blobs[at] !== undefined)?.[at]),
      unclaimed: opened.filter((blobs) => blobs.every((blob) => blob === undefined)).length,
    };
  }

  /**
   * Deletes the data of a credential.
   * @param key its largeBlobKey, 32 bytes
   * @param token with the permission `lbw`; none where the key asks for none
   * @returns whether there were any; else nothing is written
   * @throws WardkeyError as {@link put}
   */
  remove(key: Uint8Array, token: PinUvAuthToken | undefined): Promise<boolean> {
    const { signal } = this.#options();
    return withLock(this.#channel, signal, () => this.#drop(key, token));
  }

  async #drop(key: Uint8Array, token: PinUvAuthToken | undefined): Promise<boolean> {
    const entries = await this.#read();
    const others = entries.filter(({ value }) => openBlob(key, value) === undefined);
    if (others.length === entries.length) return false;
    await this.#write(serializeLargeBlobArray(others.map(({ encoded }) => encoded)), token);
    return true;
  }

  /** A fragment may be shorter than asked for: the end is where the hash is right, or no more comes. */
  async #read(): Promise<readonly LargeBlobEntry[]> {
    let read: Uint8Array = new Uint8Array();
    for (let fragments = 0; fragments < MAX_FRAGMENTS; fragments++) {
      const part = await this.#asShortAsNeeded(() => this.#fragment(read.length));
      read = Buffer.concat([read, part]);
      if (part.length > this.#fragmentLength || read.length > MAX_ARRAY_LENGTH) break;
      const mayEnd = part.length < this.#fragmentLength;
      if (part.length === 0 || (mayEnd && isWhole(read))) return parseLargeBlobArray(read);
    }
    throw new WardkeyError('device-garbled', { facts: { reason: 'large-blob-length' } });
  }

  /** @returns none behind the end, of which some keys say that the request is wrong */
  async #fragment(offset: number): Promise<Uint8Array> {
    try {
      const answer = await this.#send([
        [0x01, this.#fragmentLength],
        [0x03, offset],
      ]);
      return required(answer, 0x01, asBytes);
    } catch (error) {
      if (offset > 0 && statusOf(error) === STATUS.INVALID_PARAMETER) return new Uint8Array();
      throw error;
    }
  }

  async #write(serialized: Uint8Array, token: PinUvAuthToken | undefined): Promise<void> {
    for (let offset = 0; offset < serialized.length; ) {
      offset += await this.#asShortAsNeeded(async () => {
        const fragment = serialized.slice(offset, offset + this.#fragmentLength);
        const auth = token?.authenticate(signedMessage(offset, fragment));
        await this.#send([
          [0x02, fragment],
          [0x03, offset],
          [0x04, offset === 0 ? serialized.length : undefined],
          [0x05, auth?.param],
          [0x06, auth?.protocol],
        ]);
        return fragment.length;
      });
    }
  }

  /** Runs a step, and again with half the fragment as long as the key finds that too long. */
  async #asShortAsNeeded<T>(step: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        const half = this.#fragmentLength >> 1;
        const isTooLong = TOO_LONG.includes(statusOf(error) ?? STATUS.OK);
        if (!isTooLong || half < SHORTEST_FRAGMENT) throw error;
        this.#fragmentLength = half;
      }
    }
  }

  #send(members: Parameters<typeof numberedMembers>[0]) {
    return sendCommand(this.#channel, COMMAND.largeBlobs, numberedMembers(members), {
      ...this.#options(),
      maxMsgSize: this.#info.maxMsgSize,
    });
  }
}

/** 32 bytes of FF, command and zero, the offset in 32 bits little-endian, SHA-256 of the fragment. */
function signedMessage(offset: number, fragment: Uint8Array): Uint8Array {
  const message = Buffer.alloc(70, 0xff);
  message.writeUInt16BE(COMMAND.largeBlobs << 8, 32);
  message.writeUInt32LE(offset, 34);
  createHash('sha256').update(fragment).digest().copy(message, 38);
  return message;
}
