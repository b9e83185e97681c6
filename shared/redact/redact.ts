import { WardkeyError } from '../errors/wardkey-error.ts';

/**
 * Names of members whose value may be logged. All others are not: a new member is hidden until
 * somebody has thought about it. No name here can hold a PIN, an account, a credential, an address
 * of a page or a path.
 */
const LOGGED: ReadonlySet<string> = new Set([
  'code',
  'kind',
  'max',
  'maxBytes',
  'method',
  'min',
  'minLength',
  'minPinLength',
  'problem',
  'protocol',
  'stage',
  'state',
  'status',
  'transport',
  'type',
  'version',
]);

/** Words of our own: codes, kinds and numbers of versions. */
const PLAIN_WORD = /^[A-Za-z0-9.-]{1,48}$/;
const MAX_DEPTH = 6;
const MAX_MEMBERS = 32;

/**
 * A copy of a value that may stand in a log: its shape, and of its contents only what cannot tell
 * anything about the person or the device's secrets.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, false, 0);
}

function redactAt(value: unknown, logged: boolean, depth: number): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return logged ? value : '<hidden>';
  if (typeof value === 'string') return logged && PLAIN_WORD.test(value) ? value : '<text>';
  if (value instanceof WardkeyError) {
    return { error: value.code, facts: redactAt(value.facts, false, depth + 1) };
  }
  if (value instanceof Error) return { error: '<error>' };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `<${value.byteLength} bytes>`;
  }
  if (typeof value !== 'object') return '<hidden>';
  if (depth >= MAX_DEPTH) return '<deep>';
  if (Array.isArray(value)) {
    return value.slice(0, MAX_MEMBERS).map((item) => redactAt(item, logged, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_MEMBERS)
      .map(([name, member]) => [
        PLAIN_WORD.test(name) ? name : '<name>',
        redactAt(member, LOGGED.has(name), depth + 1),
      ]),
  );
}
