import type { NativeCalls } from '../../../../../bridge/smartcard/pkcs11/native-calls.ts';

/** Sizes and places that C gives the structures, of Windows and of other 64-bit systems. */
export const WINDOWS = { ulong: 4, structure: 16, pointer: 4, length: 12 } as const;
export const OTHERS = { ulong: 8, structure: 24, pointer: 8, length: 16 } as const;
type Places = typeof WINDOWS | typeof OTHERS;

const NO_SUCH_ATTRIBUTE = 0x12;
const CERTIFICATE = 1;
const PRIVATE_KEY = 3;

/** What each object of the token tells, by the number of the attribute. */
export type Attributes = Readonly<Record<number, Uint8Array>>;

/** A module with one token in slot 7, that holds a certificate and its key. */
export class PlayedModule implements NativeCalls {
  /** What a signature was asked of. */
  mechanism = Buffer.alloc(0);
  readonly #places: Places;
  readonly #objects: Readonly<Record<number, Attributes>>;
  readonly #memory = new Map<bigint, Uint8Array>();
  #found = 0;

  constructor(places: Places, certificate: Attributes, key: Attributes) {
    this.#places = places;
    this.#objects = { [CERTIFICATE]: certificate, [PRIVATE_KEY]: key };
  }

  address(buffer: Uint8Array): bigint {
    const address = 0x7ffe_0000_0000n + BigInt(this.#memory.size);
    this.#memory.set(address, buffer);
    return address;
  }

  load() {
    return {
      func: (declaration: string) => {
        const [, name = ''] = /(C_\w+)\(/.exec(declaration) ?? [];
        return (...args: unknown[]) => this.#call(name, args);
      },
    };
  }

  #call(name: string, args: readonly unknown[]): number {
    const [first, second, third, fourth, fifth] = args;
    switch (name) {
      case 'C_GetInfo':
        bytes(first).write('OpenSC Project'.padEnd(32), 2);
        return 0;
      case 'C_GetSlotList':
        if (second !== null) this.#write(bytes(second), 7);
        this.#write(bytes(third), 1);
        return 0;
      case 'C_GetSlotInfo':
        bytes(second).write('Reader'.padEnd(64), 0);
        return 0;
      case 'C_GetTokenInfo':
        bytes(second).write('Card'.padEnd(32), 0);
        bytes(second).write('0001'.padEnd(16), 80);
        // Set up, with few tries left; what comes behind the flags are counts.
        this.#write(bytes(second), 0x10400, 96);
        bytes(second).fill(0xff, 96 + this.#places.ulong, 160);
        return 0;
      case 'C_OpenSession':
        this.#write(bytes(fifth), 5);
        return 0;
      case 'C_FindObjectsInit':
        this.#found = this.#classIn(bytes(second), Number(third));
        return 0;
      case 'C_FindObjects':
        this.#write(bytes(second), this.#found);
        this.#write(bytes(fourth), 1);
        return 0;
      case 'C_GetAttributeValue':
        return this.#tell(Number(second), bytes(third));
      case 'C_SignInit':
        this.mechanism = Buffer.from(bytes(second));
        return 0;
      case 'C_Sign':
        bytes(fourth).write('signed');
        this.#write(bytes(fifth), 6);
        return 0;
      default:
        return 0;
    }
  }

  /** The class that is looked for, which comes first. */
  #classIn(template: Buffer, count: number): number {
    if (template.length !== count * this.#places.structure) throw new Error('template');
    const value = this.#memory.get(template.readBigUInt64LE(this.#places.pointer));
    if (value?.length !== this.#places.ulong) throw new Error('class');
    return value[0] ?? 0;
  }

  #tell(object: number, template: Buffer): number {
    if (template.length !== this.#places.structure) throw new Error('template');
    const value = this.#objects[object]?.[template.readUInt32LE(0)];
    if (value === undefined) return NO_SUCH_ATTRIBUTE;
    const target = this.#memory.get(template.readBigUInt64LE(this.#places.pointer));
    if (target === undefined) this.#write(template, value.length, this.#places.length);
    else target.set(value);
    return 0;
  }

  #write(buffer: Buffer, value: number, at = 0): void {
    buffer.fill(0, at, at + this.#places.ulong);
    buffer.writeUInt32LE(value, at);
  }
}

function bytes(value: unknown): Buffer {
  if (!Buffer.isBuffer(value)) throw new Error('no buffer');
  return value;
}
