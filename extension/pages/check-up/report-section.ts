import {
  checkUpReport,
  namesAccounts,
  type ReportParts,
} from '../../../shared/diagnosis/report.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';

/** The support code, and the whole report for the person to see before it goes anywhere. */
export function reportSection(parts: ReportParts, language: Language): HTMLElement {
  const shown = element('pre', { tabindex: '0' });
  const show = (withAccounts: boolean): void => {
    shown.textContent = JSON.stringify(checkUpReport({ ...parts, withAccounts }), null, 2);
  };
  show(false);
  const told = element('p', { role: 'status', class: 'quiet' });
  const copy = button({
    text: sayInCheckUp(language, 'checkUp.copy'),
    action: 'copy',
    onPress: () => {
      navigator.clipboard.writeText(shown.textContent).then(
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
      sayInCheckUp(language, 'checkUp.supportCode', { code: checkUpReport(parts).supportCode }),
    ),
    element('p', {}, sayInCheckUp(language, 'checkUp.reportHint')),
    element(
      'details',
      {},
      element('summary', {}, sayInCheckUp(language, 'checkUp.showReport')),
      ...(namesAccounts(parts.findings) ? [accountTick(show, language)] : []),
      shown,
      element('div', { class: 'buttons' }, copy, print),
      told,
    ),
  );
}

/** Names stand in the report only where the person has ticked that, and sees them there. */
function accountTick(show: (withAccounts: boolean) => void, language: Language): HTMLElement {
  const tick = element('input', { type: 'checkbox', name: 'accounts' });
  tick.addEventListener('change', () => show(tick.checked));
  const says = sayOfKeyCare(language, 'keyCare.reportAccounts');
  return element('label', {}, tick, element('span', {}, says));
}
