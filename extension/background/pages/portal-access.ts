import { READ_HOSTS } from '../../../shared/portals/portals.ts';

export interface PortalAccessParts {
  /** Hosts beside the catalogue's on which a policy wants the content script. */
  readonly addedHosts: () => readonly string[];
  readonly mayLookAt: (host: string) => Promise<boolean>;
  readonly putContentScriptOn: (hosts: readonly string[]) => Promise<void>;
  readonly onChange: () => void;
}

/**
 * Where the extension may look, which the person decides: portals of a policy want one click, and
 * access that was there may be taken back. It is looked at afresh at every start.
 */
export class PortalAccess {
  readonly #parts: PortalAccessParts;
  #missing: readonly string[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(parts: PortalAccessParts) {
    this.#parts = parts;
  }

  /** Hosts that the extension is for, and may not look at. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** Looks afresh, and puts the content script where it may be. Never rejects. */
  refresh(): Promise<void> {
    this.#last = this.#last.then(() => this.#refresh()).catch(() => undefined);
    return this.#last;
  }

  async #refresh(): Promise<void> {
    const { addedHosts, mayLookAt, putContentScriptOn, onChange } = this.#parts;
    const added = addedHosts();
    const wanted = [...READ_HOSTS, ...added];
    const granted = await Promise.all(wanted.map(mayLookAt));
    this.#missing = wanted.filter((_, index) => granted[index] !== true);
    await putContentScriptOn(added.filter((host) => !this.#missing.includes(host)));
    onChange();
  }
}
