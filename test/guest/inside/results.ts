import * as v from 'valibot';

/** What one client did with the key in one ceremony, as the key saw it. */
export const CeremonyCount = v.object({
  client: v.string(),
  ceremony: v.string(),
  /** CTAP commands in order, such as `06/09`. */
  commands: v.array(v.string()),
  /** Messages by CTAPHID command. */
  messages: v.record(v.string(), v.number()),
  /** HID reports. */
  fromPlatform: v.number(),
  toPlatform: v.number(),
});
export type CeremonyCount = v.InferOutput<typeof CeremonyCount>;

/** What the guest leaves behind for the host. */
export const GuestResults = v.object({
  checks: v.array(
    v.object({
      name: v.string(),
      seconds: v.number(),
      /** Why it failed, if it did. */
      error: v.optional(v.string()),
    }),
  ),
  counts: v.array(CeremonyCount),
});
export type GuestResults = v.InferOutput<typeof GuestResults>;

/** Its name in the folder that guest and host share. */
export const RESULTS_FILE = 'results.json';
