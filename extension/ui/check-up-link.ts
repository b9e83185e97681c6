import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import { browser } from '../platform/browser.ts';
import { element } from './dom.ts';

/** What a check-up begins with. */
export interface CheckUpBegin {
  /** Of the sign-in that failed: its first finding. */
  readonly error?: ErrorCode;
  /** What it is about: where that is known, it begins at once. */
  readonly wanted?: Wanted;
}

/** The way to the check-up, in a tab of its own. */
export function checkUpLink(text: string, begins: CheckUpBegin = {}): HTMLAnchorElement {
  const page = browser.runtime.getURL('extension/pages/check-up/check-up.html');
  const hash = new URLSearchParams(Object.entries(begins)).toString();
  const href = hash === '' ? page : `${page}#${hash}`;
  return element(
    'a',
    { class: 'button button-plain button-link', href, target: '_blank', 'data-action': 'check-up' },
    text,
  );
}
