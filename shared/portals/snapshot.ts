/** How a text stands on a page. */
export type PhraseRole = 'heading' | 'action' | 'text';

/** A text of the catalogue that was seen. Texts that the catalogue does not know are never kept. */
export interface SeenPhrase {
  /** As `normalise` makes it. */
  readonly text: string;
  readonly role: PhraseRole;
}

/**
 * What was seen of a page: enough to know it by, and nothing that a person typed or that names one.
 * Plain data, so that the matcher runs anywhere.
 */
export interface PageSnapshot {
  /** Lower case, ASCII, with `:port` where it is not the standard one. */
  readonly host: string;
  readonly isHttps: boolean;
  readonly path: string;
  /** Those beginnings of fragments, out of the catalogue's, that the address has. */
  readonly hashes: readonly string[];
  /** Content of `meta[name=PageID]`. */
  readonly pageId: string | null;
  /** Selectors, out of the catalogue's and the policy's, that are visible. */
  readonly selectors: readonly string[];
  readonly phrases: readonly SeenPhrase[];
  /** What the address says of the tenant; see `tenant-evidence.ts`. */
  readonly tenant: 'nhs' | 'other' | 'personal' | 'unknown';
  /** The address asks for nhs.net accounts. */
  readonly hasDomainHint: boolean;
  /** The person came from a page of the catalogue that is the NHS's own, or from one with evidence. */
  readonly cameFromNhs: boolean;
  /** How a picker of sign-in ways treats the security key. */
  readonly keyChoice: KeyChoice;
}

/**
 * `none`: no picker is in sight. `hidden`: other ways are in sight and the key's is there, but hidden
 * by CSS. `missing`: the page's own settings offer the key, and the list does not.
 */
export const KEY_CHOICES = ['none', 'offered', 'hidden', 'missing'] as const;
export type KeyChoice = (typeof KEY_CHOICES)[number];
