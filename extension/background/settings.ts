import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import * as v from '../../shared/schema/schema.ts';
import { placeOf, settingsProblems } from '../../shared/settings/problems.ts';
import { DEFAULT_SETTINGS, Settings } from '../../shared/settings/settings.ts';

/** The browser's managed storage, as far as it is needed. */
export interface ManagedArea {
  get(): Promise<Record<string, unknown>>;
}

/** What the administrator set, checked; what holds by default where that is nothing or wrong. */
export class ManagedSettings {
  readonly #area: ManagedArea;
  #settings: Settings = DEFAULT_SETTINGS;
  #problem: ErrorFacts | null = null;

  constructor(area: ManagedArea) {
    this.#area = area;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** What does not fit the schema in a policy that is there: it is then left out as a whole. */
  get problem(): ErrorFacts | null {
    return this.#problem;
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
    const [first] = settingsProblems(stored);
    this.#problem = first === undefined ? null : { key: placeOf(first), expected: first.expected };
  }
}
