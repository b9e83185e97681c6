import { FINDING_CODES } from '../diagnosis/catalogue.ts';
import { CHECK_IDS } from '../diagnosis/checks.ts';
import { WANTED } from '../diagnosis/finding-row.ts';
import { BROWSER_NAMES } from '../diagnosis/least-browsers.ts';
import { ASKED_PORTALS } from '../portals/asked-portals.ts';
import * as v from '../schema/schema.ts';

export const Finding = v.strictObject({
  code: v.picklist(FINDING_CODES),
  facts: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});

export const CheckOutcome = v.strictObject({
  check: v.picklist(CHECK_IDS),
  state: v.picklist(['done', 'unanswered']),
  /** Whole milliseconds. */
  ms: v.number(),
});

/** What a person wants looked at. It was started by them: portals may be asked whether they answer. */
export const CheckUpWish = v.strictObject({
  wanted: v.picklist(WANTED),
  /** What it is about, where that is known; never an address. */
  portal: v.optional(v.picklist(ASKED_PORTALS)),
  /** The browser that asks, where it is known by name. */
  browser: v.optional(v.picklist(BROWSER_NAMES)),
});
export type CheckUpWish = v.InferOutput<typeof CheckUpWish>;

export const CheckUpResult = v.strictObject({
  findings: v.array(Finding),
  checks: v.array(CheckOutcome),
});
export type CheckUpResult = v.InferOutput<typeof CheckUpResult>;

/** A check that has begun, or has ended. */
export const CheckUpProgress = v.strictObject({
  check: v.picklist(CHECK_IDS),
  /** `null` while it runs. */
  outcome: v.nullable(CheckOutcome),
});
export type CheckUpProgress = v.InferOutput<typeof CheckUpProgress>;
