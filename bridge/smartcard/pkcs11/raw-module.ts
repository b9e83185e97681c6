import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CKR } from './constants.ts';
import { moduleError } from './module-error.ts';
import type { NativeCalls } from './native-calls.ts';

/** CK_ULONG of 64-bit systems other than Windows, where it has 4 bytes. */
const ULONG = 8;
const ATTRIBUTE_BYTES = 3 * ULONG;

/** Every function that is used, by its C declaration (PKCS #11 v2.40 §5.4 to §5.13). */
const DECLARATIONS = {
  C_Initialize: '(void *args)',
  C_Finalize: '(void *reserved)',
  C_GetInfo: '(void *info)',
  C_GetSlotList: '(uint8_t present, void *list, void *count)',
  C_GetSlotInfo: '(unsigned long slot, void *info)',
  C_GetTokenInfo: '(unsigned long slot, void *info)',
  C_OpenSession: '(unsigned long slot, unsigned long flags, void *a, void *b, void *session)',
  C_CloseSession: '(unsigned long session)',
  C_Login: '(unsigned long session, unsigned long user, void *pin, unsigned long length)',
  C_Logout: '(unsigned long session)',
  C_FindObjectsInit: '(unsigned long session, void *template, unsigned long count)',
  C_FindObjects: '(unsigned long session, void *objects, unsigned long most, void *count)',
  C_FindObjectsFinal: '(unsigned long session)',
  C_GetAttributeValue:
    '(unsigned long session, unsigned long object, void *template, unsigned long count)',
  C_SignInit: '(unsigned long session, void *mechanism, unsigned long key)',
  C_Sign:
    '(unsigned long session, void *data, unsigned long length, void *signature, void *signatureLength)',
} as const;
type FunctionName = keyof typeof DECLARATIONS;

export interface Attribute {
  readonly type: number;
  readonly value: Uint8Array;
}

/**
 * The functions of one PKCS #11 module, on a 64-bit system other than Windows. All block, and a module
 * may crash: this runs in a process of its own.
 */
export class RawModule {
  readonly #native: NativeCalls;
  readonly #functions: Readonly<Record<FunctionName, (...args: unknown[]) => unknown>>;

  /** @throws WardkeyError `middleware-missing` when there is no such module at the path */
  constructor(native: NativeCalls, path: string) {
    this.#native = native;
    try {
      const library = native.load(path);
      const names = Object.keys(DECLARATIONS) as FunctionName[];
      this.#functions = Object.fromEntries(
        names.map((name) => [name, library.func(`unsigned long ${name}${DECLARATIONS[name]}`)]),
      ) as Record<FunctionName, (...args: unknown[]) => unknown>;
    } catch (cause) {
      throw new WardkeyError('middleware-missing', { cause, facts: { path } });
    }
  }

  /** @throws WardkeyError by {@link moduleError} */
  call(name: FunctionName, ...args: readonly unknown[]): void {
    const returnValue = this.attempt(name, ...args);
    if (returnValue !== CKR.OK) throw moduleError(name, returnValue);
  }

  /** The same, for a caller that goes by the return value. */
  attempt(name: FunctionName, ...args: readonly unknown[]): number {
    return Number(this.#functions[name](...args));
  }

  /** Slots that hold a token. */
  slots(): readonly number[] {
    const count = ulong(0);
    this.call('C_GetSlotList', 1, null, count);
    const list = Buffer.alloc(Math.min(ulongAt(count), MOST) * ULONG);
    count.writeBigUInt64LE(BigInt(list.length / ULONG));
    this.call('C_GetSlotList', 1, list, count);
    return ulongs(list, ulongAt(count));
  }

  openSession(slot: number, flags: number): number {
    const session = ulong(0);
    this.call('C_OpenSession', slot, flags, null, null, session);
    return ulongAt(session);
  }

  /** Objects that have all of some attributes, at most 64. */
  find(session: number, attributes: readonly Attribute[]): readonly number[] {
    const template = this.#template(attributes);
    this.call('C_FindObjectsInit', session, template, attributes.length);
    try {
      const objects = Buffer.alloc(MOST * ULONG);
      const count = ulong(0);
      this.call('C_FindObjects', session, objects, MOST, count);
      return ulongs(objects, ulongAt(count));
    } finally {
      this.attempt('C_FindObjectsFinal', session);
    }
  }

  /** An attribute's value; `null` for an object that has none of it, or does not tell. */
  attribute(session: number, object: number, type: number): Uint8Array | null {
    const asked = this.#template([{ type, value: new Uint8Array() }]);
    asked.writeBigUInt64LE(0n, ULONG);
    const returned = this.attempt('C_GetAttributeValue', session, object, asked, 1);
    if (returned === CKR.ATTRIBUTE_TYPE_INVALID || returned === CKR.ATTRIBUTE_SENSITIVE)
      return null;
    if (returned !== CKR.OK) throw moduleError('C_GetAttributeValue', returned);
    const length = asked.readBigUInt64LE(2 * ULONG);
    // CK_UNAVAILABLE_INFORMATION is all ones.
    if (length === 0n || length > BigInt(MAX_VALUE)) return null;
    const value = Buffer.alloc(Number(length));
    this.call('C_GetAttributeValue', session, object, this.#template([{ type, value }]), 1);
    return new Uint8Array(value);
  }

  sign(session: number, data: Uint8Array): Uint8Array {
    const signature = Buffer.alloc(MAX_SIGNATURE);
    const length = ulong(signature.length);
    this.call('C_Sign', session, Buffer.from(data), data.length, signature, length);
    return new Uint8Array(signature.subarray(0, Math.min(ulongAt(length), MAX_SIGNATURE)));
  }

  /** CK_ATTRIBUTE structures one after another. */
  #template(attributes: readonly Attribute[]): Buffer {
    const template = Buffer.alloc(attributes.length * ATTRIBUTE_BYTES);
    for (const [index, { type, value }] of attributes.entries()) {
      const at = index * ATTRIBUTE_BYTES;
      template.writeBigUInt64LE(BigInt(type), at);
      template.writeBigUInt64LE(value.length === 0 ? 0n : this.#native.address(value), at + ULONG);
      template.writeBigUInt64LE(BigInt(value.length), at + 2 * ULONG);
    }
    return template;
  }
}

const MOST = 64;
const MAX_VALUE = 65_536;
const MAX_SIGNATURE = 1_024;

/** A CK_ULONG. */
export function ulong(value: number): Buffer {
  const bytes = Buffer.alloc(ULONG);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function ulongAt(bytes: Buffer, at = 0): number {
  return Number(bytes.readBigUInt64LE(at));
}

function ulongs(bytes: Buffer, count: number): readonly number[] {
  const most = Math.min(count, bytes.length / ULONG);
  return Array.from({ length: most }, (_, index) => ulongAt(bytes, index * ULONG));
}
