import * as v from '../schema/schema.ts';

/** What a person can do to a journey that is on. `pressed`: what the guide points at, on the page. */
export const MOVES = ['next', 'back', 'skip', 'pressed', 'again'] as const;
export type Move = (typeof MOVES)[number];

/** The tab that is meant, from pages of ours; a content script speaks for its own tab alone. */
const ForTab = { tabId: v.optional(v.pipe(v.number(), v.integer())) };

const GUIDE_SENDERS = ['content-script', 'popup', 'guide-page'] as const;

/** What a person does in the guide: in the banner, the popup, the side panel or the help page. */
export const GUIDE_MESSAGES = {
  'guide.pick': {
    from: GUIDE_SENDERS,
    body: v.strictObject({
      kind: v.literal('guide.pick'),
      journey: v.pipe(v.string(), v.maxLength(64)),
      ...ForTab,
    }),
  },
  'guide.move': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.move'), move: v.picklist(MOVES), ...ForTab }),
  },
  /** Takes the banner from the page, or brings it back. */
  'guide.hide': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.hide'), hidden: v.boolean(), ...ForTab }),
  },
  /** Shows the whole journey beside the page, or in a tab where the browser opens no panel. */
  'guide.panel': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.panel'), ...ForTab }),
  },
  /** Finds out why the tab's last sign-in went wrong. */
  'guide.check-up': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.check-up'), ...ForTab }),
  },
  /** "Sign in through Wardkey", chosen in the guide. */
  'guide.sign-in': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.sign-in'), ...ForTab }),
  },
  'guide.finish': {
    from: GUIDE_SENDERS,
    body: v.strictObject({ kind: v.literal('guide.finish') }),
  },
} as const;
