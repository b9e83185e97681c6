import type { Helper } from '../../../shared/words/words.ts';

/** What a code means, by one of the lists that know it. */
export interface Meaning {
  readonly kind:
    | 'wardkey'
    | 'ctap'
    | 'ctap-hid'
    | 'status-word'
    | 'pcsc'
    | 'entra'
    | 'support-code'
    | 'finding'
    | 'nhs';
  /** As that list writes it. */
  readonly code: string;
  /** What programmers call it. */
  readonly name?: string;
  readonly says: string;
  readonly next?: string;
  readonly who?: Helper;
  /** Where the meaning was read. */
  readonly source?: string;
}
