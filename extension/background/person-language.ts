import * as v from '../../shared/schema/schema.ts';
import { LANGUAGES, type Language } from '../../shared/settings/settings.ts';

const Stored = v.object({ language: v.picklist(LANGUAGES) });

/** The browser's local storage, as far as it is needed. */
export interface LocalArea {
  get(key: 'language'): Promise<Record<string, unknown>>;
  set(items: { readonly language: Language }): Promise<void>;
}

/** The language that the person chose: the one thing of a person that stays in the browser. */
export class PersonLanguage {
  readonly #area: LocalArea;
  #chosen: Language | undefined;

  constructor(area: LocalArea) {
    this.#area = area;
  }

  /** `undefined` as long as nobody has chosen. */
  get current(): Language | undefined {
    return this.#chosen;
  }

  /** Reads what was chosen before. Never rejects: without it the browser's language holds. */
  async load(): Promise<void> {
    const stored = v.safeParse(Stored, await this.#area.get('language').catch(() => ({})));
    this.#chosen = stored.success ? stored.output.language : undefined;
  }

  /** Holds from now on, and after the browser was closed. */
  async choose(language: Language): Promise<void> {
    this.#chosen = language;
    await this.#area.set({ language });
  }
}
