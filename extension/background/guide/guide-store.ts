import * as v from '../../../shared/schema/schema.ts';

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

/** The browser's session storage: in memory, gone with the browser, closed to content scripts. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'guide';

/** Keeps the guide while a worker sleeps, and no longer than the browser is open. */
export class GuideStore {
  readonly #area: SessionArea;
  #last: Promise<void> = Promise.resolve();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** What was saved last; nothing where that is not readable. Never rejects. */
  async load(): Promise<GuideState> {
    try {
      const stored = v.safeParse(GuideState, (await this.#area.get(KEY))[KEY]);
      return stored.success ? stored.output : NO_GUIDE;
    } catch {
      return NO_GUIDE;
    }
  }

  /** Resolves once written, in the order of the calls. Never rejects. */
  save(state: GuideState): Promise<void> {
    this.#last = this.#last.then(() => this.#area.set({ [KEY]: state })).catch(() => undefined);
    return this.#last;
  }
}
