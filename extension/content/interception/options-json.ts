import { toBase64Url } from './base64url.ts';

/** Reads one value of a page into its JSON form. @throws TypeError for what is no such value */
type Read = (value: unknown) => unknown;

const text: Read = (value) => {
  if (typeof value === 'object' || typeof value === 'symbol') throw new TypeError('no text');
  return String(value);
};
const number: Read = (value) => Number(value);
const flag: Read = (value) => Boolean(value);

const bytes: Read = (value) => {
  if (ArrayBuffer.isView(value)) {
    return toBase64Url(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  if (!isBuffer(value)) throw new TypeError('no bytes');
  return toBase64Url(new Uint8Array(value));
};

/** By its tag: a buffer of the page is none of this script's own. */
function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

function list(read: Read): Read {
  return (value) => {
    if (typeof value !== 'object' || value === null) throw new TypeError('no list');
    return Array.from(value as Iterable<unknown>, read);
  };
}

/** Reads the named members, as WebIDL does for a dictionary: inherited ones and getters count. */
function members(known: Readonly<Record<string, Read>>): Read {
  return (value) => {
    if (typeof value !== 'object' || value === null) throw new TypeError('no dictionary');
    const found = Object.entries(known).flatMap(([name, read]): [string, unknown][] => {
      const member: unknown = Reflect.get(value, name);
      return member === undefined ? [] : [[name, read(member)]];
    });
    return Object.fromEntries(found);
  };
}

/** How deep extensions' inputs may be nested; `prf.evalByCredential` goes to four. */
const MOST_LEVELS = 6;

/** Inputs of extensions, known ones and others: bytes to text, whatever has no JSON form left out. */
function anything(value: unknown, level = 0): unknown {
  if (level > MOST_LEVELS) throw new TypeError('nested too deep');
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || isBuffer(value)) return bytes(value);
  if (Array.isArray(value)) return Array.from(value, (item) => anything(item, level + 1));
  return Object.fromEntries(
    Object.keys(value).map((name) => [name, anything(Reflect.get(value, name), level + 1)]),
  );
}

const descriptors = list(members({ type: text, id: bytes, transports: list(text) }));
const common = {
  challenge: bytes,
  timeout: number,
  hints: list(text),
  extensions: (value: unknown) => anything(value),
};

const OPTIONS = {
  create: members({
    ...common,
    rp: members({ id: text, name: text }),
    user: members({ id: bytes, name: text, displayName: text }),
    pubKeyCredParams: list(members({ type: text, alg: number })),
    excludeCredentials: descriptors,
    authenticatorSelection: members({
      authenticatorAttachment: text,
      residentKey: text,
      requireResidentKey: flag,
      userVerification: text,
    }),
    attestation: text,
  }),
  get: members({ ...common, rpId: text, allowCredentials: descriptors, userVerification: text }),
};

/** Ways of asking that show nothing to the person, or only the browser's own list of passkeys. */
const OTHER_MEDIATION: readonly unknown[] = ['conditional', 'silent', 'immediate'];

/**
 * The JSON form (WebAuthn Level 3 §5.1.8, §5.1.9) of what a page asks a security key for.
 * @param argument of `navigator.credentials.create()` or `get()`, as the page sees it
 * @returns `null` for what is the browser's: other kinds of credentials, and calls that it would
 *   answer with an exception of its own
 */
export function readOptions(kind: 'create' | 'get', argument: unknown): unknown {
  if (typeof argument !== 'object' || argument === null) return null;
  if (OTHER_MEDIATION.includes(Reflect.get(argument, 'mediation'))) return null;
  const options: unknown = Reflect.get(argument, 'publicKey');
  return options === undefined ? null : OPTIONS[kind](options);
}
