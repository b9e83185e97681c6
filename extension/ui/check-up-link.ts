import { browser } from '../platform/browser.ts';
import { type CheckUpBegin, checkUpAddress } from './check-up-begin.ts';
import { element } from './dom.ts';

/** The way to the check-up, in a tab of its own. */
export function checkUpLink(text: string, begins: CheckUpBegin = {}): HTMLAnchorElement {
  const href = browser.runtime.getURL(checkUpAddress(begins));
  return element(
    'a',
    { class: 'button button-plain button-link', href, target: '_blank', 'data-action': 'check-up' },
    text,
  );
}
