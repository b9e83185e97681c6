import { FINDING_CODES } from '../../shared/diagnosis/catalogue.ts';
import { guideCode } from '../../shared/diagnosis/guide-code.ts';
import { supportCode } from '../../shared/diagnosis/support-code.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/errors/codes.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { sayInGuide } from '../../shared/words/guide-words.ts';
import { browser } from '../platform/browser.ts';
import { element } from './dom.ts';
import { link } from './journey/link.ts';

/** The part of the help page that says who helps. */
export const CONTACTS_PART = 'contacts';

/**
 * The way from an error to those who can help, with the code to be read out to them.
 * @param code `null` where there is none, or it stands beside the way already
 */
export function whoCanHelp(language: Language, code: string | null): HTMLElement {
  const page = browser.runtime.getURL('extension/pages/help/help.html');
  const hash = new URLSearchParams({
    part: CONTACTS_PART,
    ...(code !== null && { code }),
  }).toString();
  const way = link(`${page}#${hash}`, sayInGuide(language, 'guide.whoCanHelp'));
  way.dataset['action'] = 'who-can-help';
  return element('p', {}, way);
}

/** The support code of an error, to be read aloud. */
export function spokenError(error: ErrorCode): string {
  const { version } = browser.runtime.getManifest();
  return guideCode(version, { journey: null, step: 0, page: null, error });
}

/**
 * The support code of what the help page was opened with; `null` where that is no code of Wardkey.
 * @param hash what follows `#`
 */
export function codeToReadOut(hash: string): string | null {
  const code = new URLSearchParams(hash).get('code');
  const { version } = browser.runtime.getManifest();
  const error = ERROR_CODES.find((known) => known === code);
  if (error !== undefined) return spokenError(error);
  const finding = FINDING_CODES.find((known) => known === code);
  return finding === undefined ? null : supportCode(version, finding, []);
}
