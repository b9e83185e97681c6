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
  v.strictObject({
    type: v.literal('touch'),
    device: DeviceSummary,
    /** Others that wait for a touch too: the first that gets one is used. */
    others: v.optional(v.array(DeviceSummary)),
  }),
  v.strictObject({
    type: v.literal('account-choice'),
    step: v.string(),
    accounts: v.array(Account),
  }),
  v.strictObject({ type: v.literal('working'), device: DeviceSummary }),
]);
export type CeremonyEvent = v.InferOutput<typeof CeremonyEvent>;

const Step = { ceremony: v.string(), step: v.string() };

/** The person's answer to an open step. */
export const CeremonyAnswer = v.variant('type', [
  v.strictObject({
    ...Step,
    type: v.literal('pin'),
    pin: v.pipe(v.string(), v.maxLength(256)),
    lastTryAgreed: v.boolean(),
  }),
  v.strictObject({ ...Step, type: v.literal('device'), device: v.string() }),
  v.strictObject({ ...Step, type: v.literal('account'), account: v.pipe(v.number(), v.integer()) }),
]);
export type CeremonyAnswer = v.InferOutput<typeof CeremonyAnswer>;
