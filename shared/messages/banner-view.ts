import * as v from '../schema/schema.ts';
import { LANGUAGES } from '../settings/settings.ts';

/** What a person can do in the guide, wherever it is shown. */
export const GUIDE_ACTS = [
  'next',
  'back',
  'skip',
  'sign-in',
  'panel',
  'contacts',
  'check-up',
  'finish',
  'again',
] as const;
export type GuideAct = (typeof GUIDE_ACTS)[number];

/** How a device stands: nothing there yet, all well, something wrong, or touch it now. */
export const TONES = ['wait', 'good', 'problem', 'touch'] as const;
export type Tone = (typeof TONES)[number];

/**
 * What the guide shows of one tab, in a person's language already: the banner on the page and the
 * popup hold no sentences of their own. Sent over the port named `banner`.
 */
export const BannerView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** Other whenever the person is at another place: the new one is then read out. */
  place: v.string(),
  heading: v.string(),
  /** `Step 2 of 7`; empty where there are no steps. */
  position: v.string(),
  text: v.string(),
  warnings: v.array(v.string()),
  /** The page of the step, where that is another one and has an address of its own. */
  open: v.nullable(v.strictObject({ url: v.string(), text: v.string() })),
  live: v.nullable(v.strictObject({ tone: v.picklist(TONES), text: v.string() })),
  /** Journeys to choose from, where none is on. */
  choices: v.array(v.strictObject({ journey: v.string(), text: v.string() })),
  buttons: v.array(
    v.strictObject({ act: v.picklist(GUIDE_ACTS), text: v.string(), main: v.boolean() }),
  ),
  /** What the sign-in through Wardkey is; empty where it is not offered. */
  signInHint: v.string(),
  /** What to press on the page; `null` where that is not known. */
  point: v.nullable(v.strictObject({ texts: v.array(v.string()), selectors: v.array(v.string()) })),
  contacts: v.strictObject({
    heading: v.string(),
    people: v.array(v.strictObject({ name: v.string(), lines: v.array(v.string()) })),
    code: v.string(),
  }),
  labels: v.strictObject({
    region: v.string(),
    close: v.string(),
    move: v.string(),
    more: v.string(),
    less: v.string(),
    /** Stands for warnings that there is no room for. */
    warning: v.string(),
    backToStep: v.string(),
  }),
});
export type BannerView = v.InferOutput<typeof BannerView>;
