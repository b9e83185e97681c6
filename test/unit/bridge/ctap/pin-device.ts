import { createECDH, createHash, randomBytes } from 'node:crypto';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import { type CborMap, type CborValue, isCborMap } from '../../../../bridge/ctap/cbor-value.ts';
import { asBytes, asInteger, asMap, required } from '../../../../bridge/ctap/members.ts';
import type { PinProtocol } from '../../../../bridge/ctap/pin-protocol.ts';
import { decode } from '../../../rig/decode.ts';
import { ScriptedChannel } from './scripted-transport.ts';

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/**
 * The key's side of authenticatorClientPIN, as far as these tests go: it checks what it gets, counts
 * tries, and makes a new key pair after a wrong PIN.
 */
export class PinDevice {
  readonly requests: CborMap[] = [];
  readonly token = randomBytes(32);
  /** What the token is encrypted from; a test may make it wrong. */
  tokenBytes: Uint8Array = this.token;
  retries = 8;
  pin: string | undefined;
  readonly channel = new ScriptedChannel((message) => this.#answer(message));
  readonly #protocol: PinProtocol;
  #ecdh = createECDH('prime256v1');

  constructor(protocol: PinProtocol, pin?: string) {
    this.#protocol = protocol;
    this.pin = pin;
    this.#ecdh.generateKeys();
  }

  /** Subcommands that came, in order. */
  get subcommands(): number[] {
    return this.requests.map((request) => required(request, 0x02, asInteger));
  }

  #answer(message: Uint8Array): Uint8Array {
    if (message[0] !== 0x06) return Uint8Array.of(0x01);
    const request = decode(message.subarray(1));
    if (!isCborMap(request)) return Uint8Array.of(0x11);
    this.requests.push(request);
    if (request.get(0x01) !== this.#protocol.version) return Uint8Array.of(0x02);
    switch (request.get(0x02)) {
      case 0x01:
        return ok([
          [0x03, this.retries],
          [0x04, false],
        ]);
      case 0x02:
        return ok([[0x01, this.#publicKey()]]);
      case 0x03:
        return this.#setPin(request);
      case 0x04:
        return this.#changePin(request);
      case 0x05:
      case 0x09:
        return this.#tokenForPin(request);
      case 0x06:
        return ok([[0x02, this.#protocol.encrypt(this.#secret(request), this.tokenBytes)]]);
      case 0x07:
        return ok([[0x05, 3]]);
      default:
        return Uint8Array.of(0x3e);
    }
  }

  #publicKey(): CborMap {
    const point = this.#ecdh.getPublicKey();
    return new Map<number, CborValue>([
      [1, 2],
      [3, -25],
      [-1, 1],
      [-2, point.subarray(1, 33)],
      [-3, point.subarray(33)],
    ]);
  }

  #secret(request: CborMap): Uint8Array {
    const key = required(request, 0x03, asMap);
    const point = [Uint8Array.of(4), required(key, -2, asBytes), required(key, -3, asBytes)];
    return this.#protocol.deriveSharedSecret(this.#ecdh.computeSecret(Buffer.concat(point)));
  }

  #isRightPin(request: CborMap, secret: Uint8Array): boolean {
    const hash = this.#protocol.decrypt(secret, required(request, 0x06, asBytes));
    const right = createHash('sha256')
      .update(this.pin ?? '')
      .digest()
      .subarray(0, 16);
    if (equal(hash, right)) return true;
    this.retries--;
    this.#ecdh = createECDH('prime256v1');
    this.#ecdh.generateKeys();
    return false;
  }

  #newPin(request: CborMap, secret: Uint8Array): string {
    const padded = this.#protocol.decrypt(secret, required(request, 0x05, asBytes));
    return Buffer.from(padded).toString('utf8').replace(/\0+$/, '');
  }

  #setPin(request: CborMap): Uint8Array {
    const secret = this.#secret(request);
    const mac = this.#protocol.authenticate(secret, required(request, 0x05, asBytes));
    if (!equal(mac, required(request, 0x04, asBytes))) return Uint8Array.of(0x33);
    this.pin = this.#newPin(request, secret);
    return Uint8Array.of(0);
  }

  #changePin(request: CborMap): Uint8Array {
    const secret = this.#secret(request);
    const parts = [required(request, 0x05, asBytes), required(request, 0x06, asBytes)];
    const mac = this.#protocol.authenticate(secret, Buffer.concat(parts));
    if (!equal(mac, required(request, 0x04, asBytes))) return Uint8Array.of(0x33);
    if (!this.#isRightPin(request, secret)) return Uint8Array.of(0x31);
    this.pin = this.#newPin(request, secret);
    return Uint8Array.of(0);
  }

  #tokenForPin(request: CborMap): Uint8Array {
    if (this.pin === undefined) return Uint8Array.of(0x35);
    const secret = this.#secret(request);
    if (!this.#isRightPin(request, secret)) return Uint8Array.of(0x31);
    return ok([[0x02, this.#protocol.encrypt(secret, this.tokenBytes)]]);
  }
}

function ok(members: readonly (readonly [number, CborValue])[]): Uint8Array {
  return new Uint8Array([0, ...encode(new Map(members))]);
}
