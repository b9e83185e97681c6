import type { Language } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { element } from '../dom.ts';

/** What holds for all guidance: the new name of NHSmail, and that the Welsh waits for review. */
export function guideNotes(language: Language): readonly Node[] {
  return [
    element('p', { class: 'quiet' }, sayInGuide(language, 'help.rename')),
    ...(language === 'cy'
      ? [element('p', { class: 'quiet' }, sayInGuide(language, 'guide.welshReview'))]
      : []),
  ];
}
