import * as v from '../schema/schema.ts';

/** As makers and directories write it: `ee882879-721c-4913-9775-3dfcce97072a`. */
const Aaguid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/),
);

/** What a model may be for: `approved` to sign in with, or merely `known` by its name. */
export const KEY_MODEL_USES = ['approved', 'known'] as const;

/** A model of security key. */
export const KeyModelSetting = v.strictObject({
  aaguid: Aaguid,
  name: v.optional(v.pipe(v.string(), v.maxLength(80))),
  /** `approved` where it is left out. Where any is, all others are not allowed. */
  use: v.optional(v.picklist(KEY_MODEL_USES)),
});
export type KeyModelSetting = v.InferOutput<typeof KeyModelSetting>;

export const KeyModelSettings = v.pipe(v.array(KeyModelSetting), v.maxLength(512));
