import { ERROR_CODES } from '../errors/codes.ts';
import * as v from '../schema/schema.ts';
import { DeviceList, DeviceSummary } from './device.ts';

/** One account that the key offers, when it holds several for the portal. */
export const Account = v.strictObject({
  /** Position to answer with. */
  index: v.number(),
  name: v.optional(v.string()),
  displayName: v.optional(v.string()),
});
export type Account = v.InferOutput<typeof Account>;

/**
 * What a ceremony is doing. The events that carry a `step` wait for one `ceremony.answer` to that
 * step; a step takes one answer only.
 */
export const CeremonyEvent = v.variant('type', [
  v.strictObject({ type: v.literal('device-wait'), list: DeviceList }),
  v.strictObject({
    type: v.literal('device-choice'),
    step: v.string(),
    devices: v.array(DeviceSummary),
  }),
  v.strictObject({
    type: v.literal('pin'),
    step: v.string(),
    device: DeviceSummary,
    /** `null` when the key does not tell. */
    triesLeft: v.nullable(v.number()),
    /** True when a wrong PIN would lock the key: the answer must then say that this was agreed to. */
    lastTry: v.boolean(),
    minLength: v.number(),
    /** UTF-8 bytes. */
    maxBytes: v.number(),
    /** Why the last answer was not taken, if there was one. */
    problem: v.optional(v.picklist(ERROR_CODES)),
  }),
  /** A PIN has to be chosen first: the key has none yet, or will not go on with the present one. */
  v.strictObject({
    type: v.literal('new-pin'),
    step: v.string(),
    device: DeviceSummary,
    /** Asked for too where the key has a PIN. A wrong one costs a try, as anywhere. */
    current: v.optional(
      v.strictObject({
        /** `null` when the key does not tell. */
        triesLeft: v.nullable(v.number()),
        /** True when a wrong PIN would lock the key: the answer must then say that this was agreed to. */
        lastTry: v.boolean(),
        minLength: v.number(),
      }),
    ),
    /** Of the new one, in code points. */
    minLength: v.number(),
    maxLength: v.number(),
    /** UTF-8 bytes. */
    maxBytes: v.number(),
    /** The key refuses what is easy to guess, by rules of its own. */
    ownRules: v.boolean(),
    /** Why the last answer was not taken, if there was one. */
    problem: v.optional(v.picklist(ERROR_CODES)),
  }),
  v.strictObject({
    type: v.literal('touch'),
    device: DeviceSummary,
    /** Others that wait for a touch too: the first that gets one is used. */
    others: v.optional(v.array(DeviceSummary)),
    /** Only being taken off the reader and laid on it again counts as one now. */
    again: v.optional(v.literal(true)),
    /** Of a reset: it has to be held for five seconds or more. */
    long: v.optional(v.literal(true)),
  }),
  /** Of a reset: the key has to be taken out, or the card away from its reader. */
  v.strictObject({ type: v.literal('unplug'), device: DeviceSummary }),
  /** Of a reset: the same one has to come back. From then on a USB key has 10 seconds for its touch. */
  v.strictObject({ type: v.literal('plug-in'), device: DeviceSummary }),
  /** The key waits for a finger that it knows. */
  v.strictObject({
    type: v.literal('fingerprint'),
    device: DeviceSummary,
    /** Before the key takes its PIN only; absent where it does not tell. */
    triesLeft: v.optional(v.number()),
    /** Why the last finger was not taken, if there was one. */
    problem: v.optional(v.picklist(ERROR_CODES)),
  }),
  v.strictObject({
    type: v.literal('account-choice'),
    step: v.string(),
    accounts: v.array(Account),
  }),
  /** What a page asks of a smartcard waits for the person's yes. */
  v.strictObject({
    type: v.literal('consent'),
    step: v.string(),
    device: DeviceSummary,
    /** Of the person, as the certificate says it; `null` where it does not. */
    name: v.nullable(v.string()),
    issuer: v.nullable(v.string()),
    /** The PIN comes on the reader's own keys next, and a wrong one would lock the card. */
    lastTry: v.optional(v.literal(true)),
    /** Nobody knows whether it would: the card does not tell how many tries are left. */
    triesUnknown: v.optional(v.literal(true)),
  }),
  /** The PIN is typed on the reader's own keys. */
  v.strictObject({
    type: v.literal('pin-pad'),
    device: DeviceSummary,
    /** `null` when the card does not tell. */
    triesLeft: v.nullable(v.number()),
  }),
  v.strictObject({
    type: v.literal('working'),
    device: DeviceSummary,
    /** The key has taken the new PIN: from now on it counts, whatever becomes of the ceremony. */
    pinSet: v.optional(v.literal(true)),
  }),
]);
export type CeremonyEvent = v.InferOutput<typeof CeremonyEvent>;

const Step = { ceremony: v.string(), step: v.string() };

const Pin = v.pipe(v.string(), v.maxLength(256));

/** The person's answer to an open step. */
export const CeremonyAnswer = v.variant('type', [
  v.strictObject({
    ...Step,
    type: v.literal('pin'),
    pin: Pin,
    lastTryAgreed: v.boolean(),
  }),
  v.strictObject({
    ...Step,
    type: v.literal('new-pin'),
    newPin: Pin,
    /** There where the step asked for it. */
    currentPin: v.optional(Pin),
    lastTryAgreed: v.boolean(),
  }),
  v.strictObject({ ...Step, type: v.literal('device'), device: v.string() }),
  v.strictObject({ ...Step, type: v.literal('consent') }),
  v.strictObject({ ...Step, type: v.literal('account'), account: v.pipe(v.number(), v.integer()) }),
]);
export type CeremonyAnswer = v.InferOutput<typeof CeremonyAnswer>;
