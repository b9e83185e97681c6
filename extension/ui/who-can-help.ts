import type { Language } from '../../shared/settings/settings.ts';
import { sayInGuide } from '../../shared/words/guide-words.ts';
import { browser } from '../platform/browser.ts';
import { element } from './dom.ts';
import { link } from './journey/link.ts';

/** The part of the help page that says who helps. */
export const CONTACTS_PART = 'contacts';

/** What can be read out to a help desk: codes of Wardkey alone. */
const CODE = /^[a-z0-9-]{1,64}$/;

/** The way from an error to those who can help, with the code to be read out to them. */
export function whoCanHelp(language: Language, code: string): HTMLElement {
  const page = browser.runtime.getURL('extension/pages/help/help.html');
  const hash = new URLSearchParams({ part: CONTACTS_PART, code }).toString();
  const way = link(`${page}#${hash}`, sayInGuide(language, 'guide.whoCanHelp'));
  way.dataset['action'] = 'who-can-help';
  return element('p', {}, way);
}

/** The code that the help page was opened with; `null` without one. @param hash what follows `#` */
export function codeToReadOut(hash: string): string | null {
  const code = new URLSearchParams(hash).get('code') ?? '';
  return CODE.test(code) ? code : null;
}
