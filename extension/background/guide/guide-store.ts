import * as v from '../../../shared/schema/schema.ts';
import { type SessionArea, SessionSlot } from '../session-slot.ts';

const Place = v.strictObject({
  journey: v.string(),
  step: v.number(),
  page: v.nullable(v.string()),
});

/** Where each tab's person is in the guide. */
const GuideState = v.strictObject({
  /** By tab id. */
  tabs: v.record(
    v.string(),
    v.strictObject({
      page: v.nullable(v.string()),
      /** Whether a sign-in through Wardkey may be chosen there. */
      offersSignIn: v.boolean(),
      /** The person asked for the guide where it does not offer itself. */
      asked: v.boolean(),
      place: v.nullable(Place),
    }),
  ),
  /** The person closed the banner: it comes again only when they ask for it. */
  hidden: v.boolean(),
  /** Whether a card was in a reader when that was known last: it may go while no worker looks. */
  card: v.boolean(),
});
export type GuideState = v.InferOutput<typeof GuideState>;
export type TabGuide = GuideState['tabs'][string];

export const NO_GUIDE: GuideState = { tabs: {}, hidden: false, card: false };

/** Keeps the guide while a worker sleeps, and no longer than the browser is open. */
export class GuideStore extends SessionSlot<GuideState> {
  constructor(area: SessionArea) {
    super(area, { key: 'guide', schema: GuideState, nothing: NO_GUIDE });
  }
}
