import type { PopupView } from '../../../shared/messages/views.ts';
import type { MatchedPortal, PageMatch } from '../../../shared/portals/page-match.ts';
import { PORTALS, type PortalOwner } from '../../../shared/portals/portals.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { element } from '../../ui/dom.ts';
import { pictogram } from '../../ui/pictogram.ts';

type Told = NonNullable<PopupView['page']>;

/** What the page is, whose it is, how sure that is, and what comes next; or why to be careful. */
export function pageTold(language: Language, page: Told): readonly Node[] {
  return [...warnings(language, page), ...told(language, page)];
}

function told(language: Language, { match, name, isOurs }: Told): readonly Node[] {
  switch (match.kind) {
    case 'page':
      return [
        element('p', { class: 'page-name' }, sayOfPage(language, `pageNames.${match.page}`)),
        ...whose(language, match.portal, name),
        quiet(sayOfPage(language, `sureness.${match.confidence}`), 'sureness'),
        element('h3', {}, sayOfPage(language, 'pageSection.next')),
        element('p', { 'data-page-part': 'next' }, sayOfPage(language, `pageNext.${match.page}`)),
      ];
    case 'portal':
      return [
        element(
          'p',
          { class: 'page-name' },
          name ?? sayOfPage(language, `portalNames.${match.portal}`),
        ),
        owner(language, match.portal),
        quiet(sayOfPage(language, 'sureness.portal'), 'sureness'),
      ];
    case 'near-miss':
      return [
        element(
          'p',
          { 'data-near-miss': match.why },
          sayOfPage(language, `nearMisses.${match.why}`),
        ),
      ];
    case 'look-alike':
      return lookAlike(language, match);
    case 'nothing':
      return isOurs
        ? [quiet(sayOfPage(language, 'sureness.portal'), 'sureness')]
        : [
            element(
              'p',
              { 'data-page-part': 'stranger' },
              sayOfPage(language, 'pageSection.stranger'),
            ),
          ];
  }
}

function whose(language: Language, portal: MatchedPortal, name: string | null): readonly Node[] {
  const shown = name ?? sayOfPage(language, `portalNames.${portal}`);
  return [element('p', { 'data-page-part': 'portal' }, shown), owner(language, portal)];
}

function owner(language: Language, portal: MatchedPortal): Node {
  const whoRuns: PortalOwner = PORTALS.find(({ id }) => id === portal)?.owner ?? 'organisation';
  return quiet(sayOfPage(language, `owners.${whoRuns}`), 'owner');
}

function lookAlike(
  language: Language,
  { signs, like }: Extract<PageMatch, { kind: 'look-alike' }>,
): readonly Node[] {
  return [
    careBox(
      sayOfPage(language, 'lookAlikes.heading'),
      ...signs.map((sign) =>
        element('p', { 'data-sign': sign }, sayOfPage(language, `lookAlikes.${sign}`)),
      ),
      ...(like === null
        ? []
        : [element('p', {}, sayOfPage(language, 'lookAlikes.real', { like }))]),
      element('p', {}, sayOfPage(language, 'lookAlikes.do')),
    ),
  ];
}

function warnings(language: Language, { warnings: all }: Told): readonly Node[] {
  if (all.length === 0) return [];
  return [
    careBox(
      sayOfPage(language, 'keyWarnings.heading'),
      ...all.map((warning) =>
        element('p', { 'data-warning': warning }, sayOfPage(language, `keyWarnings.${warning}`)),
      ),
      element('p', {}, sayOfPage(language, 'keyWarnings.do')),
    ),
  ];
}

/** A warning that stands before all else. */
function careBox(heading: string, ...content: readonly Node[]): HTMLElement {
  return element(
    'div',
    { class: 'care', role: 'alert' },
    element('p', { class: 'care-heading' }, pictogram('problem'), heading),
    ...content,
  );
}

function quiet(text: string, part: string): HTMLElement {
  return element('p', { class: 'quiet', 'data-page-part': part }, text);
}
