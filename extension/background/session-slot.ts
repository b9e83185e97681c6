import * as v from '../../shared/schema/schema.ts';

/** The browser's session storage: in memory, gone with the browser, closed to content scripts. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

export interface SlotParts<State> {
  /** Under which it is kept. */
  readonly key: string;
  readonly schema: v.GenericSchema<unknown, State>;
  /** What there is before anything was saved. */
  readonly nothing: State;
}

/** One thing that is kept while a worker sleeps, and no longer than the browser is open. */
export class SessionSlot<State> {
  readonly #area: SessionArea;
  readonly #parts: SlotParts<State>;
  #last: Promise<void> = Promise.resolve();

  constructor(area: SessionArea, parts: SlotParts<State>) {
    this.#area = area;
    this.#parts = parts;
  }

  /** What was saved last; nothing where that is not readable. Never rejects. */
  async load(): Promise<State> {
    const { key, schema, nothing } = this.#parts;
    try {
      const stored = v.safeParse(schema, (await this.#area.get(key))[key]);
      return stored.success ? stored.output : nothing;
    } catch {
      return nothing;
    }
  }

  /** Resolves once written, in the order of the calls. Never rejects: what fails is not kept. */
  save(state: State): Promise<void> {
    const { key } = this.#parts;
    this.#last = this.#last.then(() => this.#area.set({ [key]: state })).catch(() => undefined);
    return this.#last;
  }
}
