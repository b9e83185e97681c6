import type { CheckUpReport } from '../../../shared/diagnosis/report.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';

/** The support code, and the whole report for the person to see before it goes anywhere. */
export function reportSection(report: CheckUpReport, language: Language): HTMLElement {
  const text = JSON.stringify(report, null, 2);
  const told = element('p', { role: 'status', class: 'quiet' });
  const copy = button({
    text: sayInCheckUp(language, 'checkUp.copy'),
    action: 'copy',
    onPress: () => {
      navigator.clipboard.writeText(text).then(
        () => told.replaceChildren(sayInCheckUp(language, 'checkUp.copied')),
        () => told.replaceChildren(sayInCheckUp(language, 'checkUp.notCopied')),
      );
    },
  });
  const print = button({
    text: sayInCheckUp(language, 'checkUp.print'),
    action: 'print',
    onPress: () => window.print(),
  });
  return element(
    'section',
    { class: 'report' },
    element('h2', {}, sayInCheckUp(language, 'checkUp.reportHeading')),
    element(
      'p',
      { class: 'support-code' },
      sayInCheckUp(language, 'checkUp.supportCode', { code: report.supportCode }),
    ),
    element('p', {}, sayInCheckUp(language, 'checkUp.reportHint')),
    element(
      'details',
      {},
      element('summary', {}, sayInCheckUp(language, 'checkUp.showReport')),
      element('pre', { tabindex: '0' }, text),
      element('div', { class: 'buttons' }, copy, print),
      told,
    ),
  );
}
