import { createECDH, createHash, randomBytes } from 'node:crypto';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import { encodeCbor } from '../../virtual/cbor/encode.ts';
import { bytes, map, required } from '../../virtual/cbor/parameters.ts';
import type { CborMap, CborValue } from '../../virtual/cbor/value.ts';
import type { PinProtocolCipher, PinProtocolNumber } from '../../virtual/pin/pin-protocol.ts';
import { protocolOne } from '../../virtual/pin/protocol-one.ts';
import { protocolTwo } from '../../virtual/pin/protocol-two.ts';
import type { VirtualKey } from '../../virtual/virtual-key.ts';

/** A CTAP2 message in plain JavaScript: objects with text keys, Maps with integer ones. */
export type Plain = number | string | boolean | Uint8Array | Plain[] | Map<number, Plain> | Dict;
interface Dict {
  readonly [name: string]: Plain;
}

export interface Answer {
  readonly status: number;
  readonly body: CborMap;
}

export const RP_ID = 'portal.example';
export const CLIENT_DATA_HASH = createHash('sha256').update('client data').digest();

export function toCbor(value: Plain): CborValue {
  if (Array.isArray(value)) return value.map(toCbor);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, toCbor(item)]));
  if (typeof value !== 'object' || value instanceof Uint8Array) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, toCbor(item)]));
}

/** The least platform that can talk to a key, with the exchange's own signal and keepalives. */
export class Platform {
  readonly keepalives: string[] = [];
  readonly #key: VirtualKey;
  readonly #number: PinProtocolNumber;
  readonly #cipher: PinProtocolCipher;

  constructor(key: VirtualKey, number: PinProtocolNumber = 2) {
    this.#key = key;
    this.#number = number;
    this.#cipher = number === 1 ? protocolOne : protocolTwo;
  }

  async raw(message: Uint8Array, signal?: AbortSignal): Promise<Answer> {
    const answer = await this.#key.ctap(message, {
      signal: signal ?? new AbortController().signal,
      onKeepalive: (status) => this.keepalives.push(status),
    });
    const body = answer.length > 1 ? decodeCbor(answer.subarray(1)) : new Map();
    if (!(body instanceof Map)) throw new Error('the answer is no map');
    return { status: answer[0] ?? -1, body };
  }

  async call(command: number, parameters?: Map<number, Plain>, signal?: AbortSignal) {
    const cbor = parameters === undefined ? [] : encodeCbor(toCbor(parameters));
    return this.raw(Uint8Array.from([command, ...cbor]), signal);
  }

  async create(changes: ReadonlyMap<number, Plain> = new Map(), signal?: AbortSignal) {
    const parameters = new Map<number, Plain>([
      [1, CLIENT_DATA_HASH],
      [2, { id: RP_ID, name: 'Portal' }],
      [3, { id: randomBytes(8), name: 'a.nurse', displayName: 'A Nurse' }],
      [4, [{ alg: -7, type: 'public-key' }]],
      ...changes,
    ]);
    return this.call(0x01, parameters, signal);
  }

  async get(changes: ReadonlyMap<number, Plain> = new Map(), signal?: AbortSignal) {
    const parameters = new Map<number, Plain>([[1, RP_ID], [2, CLIENT_DATA_HASH], ...changes]);
    return this.call(0x02, parameters, signal);
  }

  async setPin(pin: string): Promise<number> {
    const { agreement, secret } = await this.#agree();
    const newPinEnc = this.#cipher.encrypt(secret, padded(pin));
    const { status } = await this.#pin(0x03, [
      [3, agreement],
      [4, this.#cipher.authenticate(secret, newPinEnc)],
      [5, newPinEnc],
    ]);
    return status;
  }

  async changePin(from: string, to: string): Promise<number> {
    const { agreement, secret } = await this.#agree();
    const newPinEnc = this.#cipher.encrypt(secret, padded(to));
    const pinHashEnc = this.#cipher.encrypt(secret, pinHash(from));
    const { status } = await this.#pin(0x04, [
      [3, agreement],
      [4, this.#cipher.authenticate(secret, Buffer.concat([newPinEnc, pinHashEnc]))],
      [5, newPinEnc],
      [6, pinHashEnc],
    ]);
    return status;
  }

  /** @param grant permissions and RP ID, or `undefined` for the token of CTAP 2.0 */
  async token(pin: string, grant?: { permissions: number; rpId?: string }) {
    const { agreement, secret } = await this.#agree();
    const { status, body } = await this.#pin(grant === undefined ? 0x05 : 0x09, [
      [3, agreement],
      [6, this.#cipher.encrypt(secret, pinHash(pin))],
      ...(grant === undefined ? [] : [[9, grant.permissions] as const]),
      ...(grant?.rpId === undefined ? [] : [[10, grant.rpId] as const]),
    ]);
    if (status !== 0) return { status, token: new Uint8Array(32) };
    return { status, token: this.#cipher.decrypt(secret, required(body, 2, bytes)) };
  }

  async uvToken(grant: { permissions: number; rpId: string }) {
    const { agreement, secret } = await this.#agree();
    const { status, body } = await this.#pin(0x06, [
      [3, agreement],
      [9, grant.permissions],
      [10, grant.rpId],
    ]);
    if (status !== 0) return { status, token: new Uint8Array(32) };
    return { status, token: this.#cipher.decrypt(secret, required(body, 2, bytes)) };
  }

  /** pinUvAuthParam and pinUvAuthProtocol for makeCredential. */
  createAuth(token: Uint8Array): Map<number, Plain> {
    return new Map<number, Plain>([
      [8, this.#cipher.authenticate(token, CLIENT_DATA_HASH)],
      [9, this.#number],
    ]);
  }

  /** pinUvAuthParam and pinUvAuthProtocol for getAssertion. */
  getAuth(token: Uint8Array): Map<number, Plain> {
    return new Map<number, Plain>([
      [6, this.#cipher.authenticate(token, CLIENT_DATA_HASH)],
      [7, this.#number],
    ]);
  }

  async #agree() {
    const { body } = await this.#pin(0x02, []);
    const theirs = required(body, 1, map);
    const own = createECDH('prime256v1');
    const point = own.generateKeys();
    const z = own.computeSecret(
      Buffer.concat([Uint8Array.of(4), required(theirs, -2, bytes), required(theirs, -3, bytes)]),
    );
    const agreement = new Map<number, Plain>([
      [1, 2],
      [3, -25],
      [-1, 1],
      [-2, point.subarray(1, 33)],
      [-3, point.subarray(33)],
    ]);
    return { agreement, secret: this.#cipher.deriveSecret(z) };
  }

  #pin(subCommand: number, parameters: readonly (readonly [number, Plain])[]) {
    return this.call(0x06, new Map([[1, this.#number], [2, subCommand], ...parameters]));
  }
}

function padded(pin: string): Uint8Array {
  const block = Buffer.alloc(64);
  block.write(pin, 'utf8');
  return block;
}

function pinHash(pin: string): Uint8Array {
  return createHash('sha256').update(pin, 'utf8').digest().subarray(0, 16);
}
