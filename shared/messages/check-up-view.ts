import { ERROR_CODES } from '../errors/codes.ts';
import { CheckUpProgress, CheckUpResult, Finding } from '../rpc/check-up.ts';
import * as v from '../schema/schema.ts';
import { LANGUAGES } from '../settings/settings.ts';

/** A real try of a device through the bridge. Without either of its ends, it is being tried. */
export const DeviceTrial = v.strictObject({
  /** Of the request, so that the page knows its own. */
  id: v.string(),
  device: v.picklist(['key', 'card']),
  /** Whether all that it proved was as it should be. */
  passed: v.optional(v.boolean()),
  problem: v.optional(v.picklist(ERROR_CODES)),
  /** What the key was looked into for. */
  findings: v.optional(v.array(Finding)),
});
export type DeviceTrial = v.InferOutput<typeof DeviceTrial>;

/** What the bridge has found so far. Sent over the port named `check-up`. */
export const CheckUpView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** Of the extension. */
  version: v.string(),
  /** The run that was asked for last; `null` before the first. */
  run: v.nullable(
    v.strictObject({
      /** Of the request, so that the page knows its own. */
      id: v.string(),
      progress: v.array(CheckUpProgress),
      /** `null` until the bridge has answered. */
      result: v.nullable(CheckUpResult),
      /** What the extension sees of the browser; `null` until it has looked. */
      browser: v.nullable(v.array(Finding)),
      /** Why it will not. */
      failure: v.nullable(v.picklist(ERROR_CODES)),
    }),
  ),
  /** The last one that has ended. */
  trial: v.nullable(DeviceTrial),
});
export type CheckUpView = v.InferOutput<typeof CheckUpView>;
export type CheckUpRun = NonNullable<CheckUpView['run']>;
