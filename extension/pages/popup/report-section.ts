import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import type { PopupActions } from './popup-actions.ts';

/** The way to a report of a page that was not recognised, and the report itself, in full. */
export function reportSection(
  { language, page }: Pick<PopupView, 'language' | 'page'>,
  actions: PopupActions,
): readonly Node[] {
  if (page === null) return [];
  if (page.report !== null) return shown(language, page.report, actions);
  const { match } = page;
  const isDoubtful =
    match.kind === 'portal' ||
    (match.kind === 'page' && match.confidence === 'likely') ||
    (match.kind === 'nothing' && page.isOurs);
  if (!isDoubtful) return [];
  return [
    button({
      text: sayOfPage(language, 'pageSection.notRecognised'),
      action: 'report',
      onPress: () => actions.report(),
    }),
  ];
}

function shown(
  language: PopupView['language'],
  report: string,
  actions: PopupActions,
): readonly Node[] {
  const done = element('p', { role: 'status', class: 'quiet' });
  return [
    element('h2', {}, sayOfPage(language, 'pageReport.heading')),
    element('p', {}, sayOfPage(language, 'pageReport.text')),
    element(
      'pre',
      { class: 'report', tabindex: '0', 'aria-label': sayOfPage(language, 'pageReport.heading') },
      report,
    ),
    button({
      text: sayOfPage(language, 'pageReport.copy'),
      action: 'copy-report',
      weight: 'main',
      onPress: async () => {
        await navigator.clipboard.writeText(report);
        done.textContent = sayOfPage(language, 'pageReport.copied');
      },
    }),
    button({
      text: sayOfPage(language, 'pageReport.save'),
      action: 'save-report',
      onPress: () => save(report),
    }),
    button({
      text: sayOfPage(language, 'pageReport.close'),
      action: 'close-report',
      onPress: () => actions.closeReport(),
    }),
    done,
  ];
}

/** Through the browser's own downloads, so that the person sees where it goes. */
function save(report: string): void {
  const address = URL.createObjectURL(new Blob([report], { type: 'application/json' }));
  element('a', { href: address, download: 'wardkey-page-report.json' }).click();
  URL.revokeObjectURL(address);
}
