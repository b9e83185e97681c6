import { FORM_SELECTORS } from '../../../shared/portals/look-alikes/form-shape.ts';
import { judgeAddress } from '../../../shared/portals/look-alikes/judge-address.ts';
import type { PageMatch } from '../../../shared/portals/page-match.ts';
import * as v from '../../../shared/schema/schema.ts';

/** A tab with the address that the browser shows to the extension while its popup is open. */
export interface ShownTab {
  readonly id: number;
  readonly url: string | undefined;
}

const Marks = v.array(v.string());

/**
 * Looks once at a page on which no script of ours runs, because the person opened the popup there:
 * at its address, and at whether its form has the marks of a known one.
 */
export class Stranger {
  readonly #look: (tabId: number, marks: readonly string[]) => Promise<unknown>;
  readonly #ownHosts: () => readonly string[];
  #last: { readonly tabId: number; readonly url: string; readonly match: PageMatch } | null = null;

  /** @param look tells which of the marks are on a tab's page */
  constructor(
    look: (tabId: number, marks: readonly string[]) => Promise<unknown>,
    ownHosts: () => readonly string[],
  ) {
    this.#look = look;
    this.#ownHosts = ownHosts;
  }

  /** Looks. Never rejects: where the browser lets nobody look, the address alone is judged. */
  async look({ id, url }: ShownTab): Promise<void> {
    const address = strangeAddress(url);
    if (url === undefined || address === null) return;
    const found = await this.#look(id, FORM_SELECTORS).catch(() => []);
    const marks = v.safeParse(Marks, found);
    const shape = marks.success ? marks.output : [];
    this.#last = { tabId: id, url, match: judgeAddress(address, shape, this.#ownHosts()) };
  }

  /** What the last look found, while that page is still there. */
  matchOf({ id, url }: ShownTab): PageMatch | null {
    return this.#last?.tabId === id && this.#last.url === url ? this.#last.match : null;
  }
}

function strangeAddress(url: string | undefined): Parameters<typeof judgeAddress>[0] | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, hostname, port, username } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return { hostname, port, isHttps: protocol === 'https:', userInfo: username };
}

/** Runs in the page: which marks are on it. It reads no text and no value. */
export function marksOnPage(marks: readonly string[]): unknown {
  return marks.filter((mark) => document.querySelector(mark) !== null);
}
