import type { ErrorCode } from '../../shared/errors/codes.ts';
import { browser } from '../platform/browser.ts';
import { element } from './dom.ts';

/** The way to the check-up, in a tab of its own. */
export function checkUpLink(
  text: string,
  begins: { readonly error?: ErrorCode } = {},
): HTMLAnchorElement {
  const page = browser.runtime.getURL('extension/pages/check-up/check-up.html');
  const hash = new URLSearchParams(Object.entries(begins)).toString();
  const href = hash === '' ? page : `${page}#${hash}`;
  return element(
    'a',
    { class: 'button button-plain button-link', href, target: '_blank', 'data-action': 'check-up' },
    text,
  );
}
