import * as v from 'valibot';
import type { Made, Signed } from '../device/evidence.ts';

const Hex = v.pipe(
  v.string(),
  v.regex(/^([0-9a-f]{2})*$/),
  v.transform((hex): Uint8Array => Buffer.from(hex, 'hex')),
);

/** What a session answers to a line. */
export const SessionLine = v.object({
  ms: v.optional(v.number()),
  /** Not an answer yet: the person is asked for the PIN, and types it. */
  asked: v.optional(v.literal('pin')),
  error: v.optional(v.string()),
  cancelled: v.optional(v.boolean()),
  aaguid: v.optional(Hex),
  clientDataHash: v.optional(Hex),
  authData: v.optional(Hex),
  signature: v.optional(Hex),
  certificate: v.optional(Hex),
});
export type SessionLine = v.InferOutput<typeof SessionLine>;

/** @throws Error when there is no sign-in in it */
export function signedOf({ clientDataHash, authData, signature, error }: SessionLine): Signed {
  if (!clientDataHash || !authData || !signature) throw new Error(error ?? 'nothing was signed');
  return { clientDataHash, authData, signature };
}

/** @throws Error when there is no registration in it */
export function madeOf(line: SessionLine): Made {
  if (!line.certificate) throw new Error(line.error ?? 'nothing was made');
  return { ...signedOf(line), certificate: line.certificate };
}

/** @throws Error when it does not tell that it was this key */
export function checkAaguid({ aaguid, error }: SessionLine, expected: Uint8Array): void {
  if (!aaguid || Buffer.compare(aaguid, expected) !== 0) {
    throw new Error(error ?? 'another key answered');
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The lines that a session is sent. */
export const ask = {
  info: () => 'info',
  create: (challenge: Uint8Array, pin: string | undefined) =>
    `create ${hex(challenge)} ${pin ?? '-'}`,
  get: (challenge: Uint8Array, pin: string | undefined, ids: readonly Uint8Array[]) =>
    `get ${hex(challenge)} ${pin ?? '-'} ${ids.map(hex).join(',')}`,
  cancel: () => 'cancel',
  /** The person has typed the PIN. */
  typed: () => 'typed',
};
