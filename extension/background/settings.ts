import * as v from '../../shared/schema/schema.ts';
import { DEFAULT_SETTINGS, Settings } from '../../shared/settings/settings.ts';

/** The browser's managed storage, as far as it is needed. */
export interface ManagedArea {
  get(): Promise<Record<string, unknown>>;
}

/** What the administrator set, checked; what holds by default where that is nothing or wrong. */
export class ManagedSettings {
  readonly #area: ManagedArea;
  #settings: Settings = DEFAULT_SETTINGS;
  #isInvalid = false;

  constructor(area: ManagedArea) {
    this.#area = area;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Whether there is a policy that does not fit the schema: it is left out as a whole. */
  get isInvalid(): boolean {
    return this.#isInvalid;
  }

  /**
   * Reads afresh. Never rejects. A browser hands the policy over up to 3 s after a fresh install,
   * so that this runs at every change too.
   */
  async load(): Promise<void> {
    // Firefox rejects where there is no policy at all.
    const stored = await this.#area.get().catch(() => ({}));
    const read = v.safeParse(Settings, stored);
    this.#settings = read.success ? read.output : DEFAULT_SETTINGS;
    this.#isInvalid = !read.success;
  }
}
