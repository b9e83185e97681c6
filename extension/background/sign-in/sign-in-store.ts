import * as v from '../../../shared/schema/schema.ts';

/** What has to outlive a worker that the browser ended. */
const StoredState = v.strictObject({
  signIn: v.nullable(
    v.strictObject({
      tabId: v.number(),
      /** Milliseconds since 1970. */
      expiresAt: v.number(),
      /** The page's request while a ceremony runs, with the host that the person signs in to. */
      request: v.nullable(
        v.strictObject({
          kind: v.picklist(['create', 'get']),
          requestId: v.number(),
          host: v.string(),
        }),
      ),
    }),
  ),
  /** The sign-in window, if one is open. */
  windowId: v.nullable(v.number()),
});
export type StoredState = v.InferOutput<typeof StoredState>;

/** The browser's session storage: in memory, gone with the browser, closed to content scripts. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'state';
const NOTHING: StoredState = { signIn: null, windowId: null };

/** Mirrors the open sign-in to session storage. Writes follow one another in order. */
export class SignInStore {
  readonly #area: SessionArea;
  #last: Promise<void> = Promise.resolve();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** What was saved last; nothing where that is not readable. Never rejects. */
  async load(): Promise<StoredState> {
    try {
      const stored = v.safeParse(StoredState, (await this.#area.get(KEY))[KEY]);
      return stored.success ? stored.output : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  /** Resolves once written. Never rejects: a write that fails loses the mirror, not the sign-in. */
  save(state: StoredState): Promise<void> {
    this.#last = this.#last.then(() => this.#area.set({ [KEY]: state })).catch(() => undefined);
    return this.#last;
  }
}
