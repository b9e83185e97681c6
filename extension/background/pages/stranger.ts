import { judgeAddress } from '../../../shared/portals/look-alikes/judge-address.ts';
import {
  KEY_WARNINGS,
  type PageMatch,
  type PageWarning,
} from '../../../shared/portals/page-match.ts';
import { KEY_CHOICES } from '../../../shared/portals/snapshot.ts';
import * as v from '../../../shared/schema/schema.ts';

/** A tab with the address that the browser shows to the extension while its popup is open. */
export interface ShownTab {
  readonly id: number;
  readonly url: string | undefined;
}

/** What a look at a page finds. */
const Look = v.object({ marks: v.array(v.string()), keyChoice: v.picklist(KEY_CHOICES) });

/** What a page of strangers is, and what is wrong with it. */
export interface JudgedStranger {
  readonly match: PageMatch;
  readonly warnings: readonly PageWarning[];
}

/**
 * Looks once at a page on which no script of ours runs, because the person opened the popup there:
 * at its address, at whether its form has the marks of a known one, and at whether it keeps the
 * choice of a security key from sight.
 */
export class Stranger {
  readonly #look: (tabId: number) => Promise<unknown>;
  readonly #ownHosts: () => readonly string[];
  #last: { readonly tabId: number; readonly url: string; readonly judged: JudgedStranger } | null =
    null;

  /** @param look tells what there is on a tab's page: {@link Look} */
  constructor(look: (tabId: number) => Promise<unknown>, ownHosts: () => readonly string[]) {
    this.#look = look;
    this.#ownHosts = ownHosts;
  }

  /** Looks. Never rejects: where the browser lets nobody look, the address alone is judged. */
  async look({ id, url }: ShownTab): Promise<void> {
    const address = strangeAddress(url);
    if (url === undefined || address === null) return;
    const look = v.safeParse(Look, await this.#look(id).catch(() => null));
    const { marks, keyChoice } = look.success ? look.output : NOTHING_SEEN;
    const match = judgeAddress(address, marks, this.#ownHosts());
    this.#last = { tabId: id, url, judged: { match, warnings: KEY_WARNINGS[keyChoice] } };
  }

  /** What the last look found, while that page is still there. */
  judgedAt({ id, url }: ShownTab): JudgedStranger | null {
    return this.#last?.tabId === id && this.#last.url === url ? this.#last.judged : null;
  }
}

const NOTHING_SEEN: v.InferOutput<typeof Look> = { marks: [], keyChoice: 'none' };

function strangeAddress(url: string | undefined): Parameters<typeof judgeAddress>[0] | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return { hostname, port, isHttps: protocol === 'https:', userInfo: `${username}:${password}` };
}
