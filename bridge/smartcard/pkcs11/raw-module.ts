import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CKR } from './constants.ts';
import { moduleError } from './module-error.ts';
import {
  lengthPlace,
  type ModuleLayout,
  pointing,
  ulong,
  ulongAt,
  writeUlong,
} from './module-layout.ts';
import type { NativeCalls } from './native-calls.ts';

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
 * The functions of one PKCS #11 module, on a 64-bit system. All block, and a module may crash: this
 * runs in a process of its own.
 */
export class RawModule {
  readonly layout: ModuleLayout;
  readonly #native: NativeCalls;
  readonly #functions: Readonly<Record<FunctionName, (...args: unknown[]) => unknown>>;

  /** @throws WardkeyError `middleware-missing` when there is no such module at the path */
  constructor(native: NativeCalls, path: string, layout: ModuleLayout) {
    this.layout = layout;
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
    const { layout } = this;
    const count = ulong(layout, 0);
    this.call('C_GetSlotList', 1, null, count);
    const most = Math.min(ulongAt(layout, count), MOST);
    const list = Buffer.alloc(most * layout.ulong);
    writeUlong(layout, count, most, 0);
    this.call('C_GetSlotList', 1, list, count);
    return ulongs(layout, list, ulongAt(layout, count));
  }

  openSession(slot: number, flags: number): number {
    const session = ulong(this.layout, 0);
    this.call('C_OpenSession', slot, flags, null, null, session);
    return ulongAt(this.layout, session);
  }

  /** Objects that have all of some attributes, at most 64. */
  find(session: number, attributes: readonly Attribute[]): readonly number[] {
    const template = this.#template(attributes);
    this.call('C_FindObjectsInit', session, template, attributes.length);
    try {
      const objects = Buffer.alloc(MOST * this.layout.ulong);
      const count = ulong(this.layout, 0);
      this.call('C_FindObjects', session, objects, MOST, count);
      return ulongs(this.layout, objects, ulongAt(this.layout, count));
    } finally {
      this.attempt('C_FindObjectsFinal', session);
    }
  }

  /** An attribute's value; `null` for an object that has none of it, or does not tell. */
  attribute(session: number, object: number, type: number): Uint8Array | null {
    const asked = this.#template([{ type, value: new Uint8Array() }]);
    const returned = this.attempt('C_GetAttributeValue', session, object, asked, 1);
    if (returned === CKR.ATTRIBUTE_TYPE_INVALID || returned === CKR.ATTRIBUTE_SENSITIVE)
      return null;
    if (returned !== CKR.OK) throw moduleError('C_GetAttributeValue', returned);
    const length = ulongAt(this.layout, asked, lengthPlace(this.layout));
    // CK_UNAVAILABLE_INFORMATION is all ones.
    if (length === 0 || length > MAX_VALUE) return null;
    const value = Buffer.alloc(length);
    this.call('C_GetAttributeValue', session, object, this.#template([{ type, value }]), 1);
    return new Uint8Array(value);
  }

  sign(session: number, data: Uint8Array): Uint8Array {
    const signature = Buffer.alloc(MAX_SIGNATURE);
    const length = ulong(this.layout, signature.length);
    this.call('C_Sign', session, Buffer.from(data), data.length, signature, length);
    const signed = Math.min(ulongAt(this.layout, length), MAX_SIGNATURE);
    return new Uint8Array(signature.subarray(0, signed));
  }

  /** CK_ATTRIBUTE structures one after another. */
  #template(attributes: readonly Attribute[]): Buffer {
    const structures = attributes.map(({ type, value }) => {
      const address = value.length === 0 ? 0n : this.#native.address(value);
      return pointing(this.layout, type, address, value.length);
    });
    return Buffer.concat(structures);
  }
}

const MOST = 64;
const MAX_VALUE = 65_536;
const MAX_SIGNATURE = 1_024;

function ulongs(layout: ModuleLayout, bytes: Buffer, count: number): readonly number[] {
  const most = Math.min(count, bytes.length / layout.ulong);
  return Array.from({ length: most }, (_, index) => ulongAt(layout, bytes, index * layout.ulong));
}
