import type { BannerView } from '../../../shared/messages/banner-view.ts';
import type { PopupView } from '../../../shared/messages/views.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { link } from '../../ui/journey/link.ts';
import { CONTACTS_PART } from '../../ui/who-can-help.ts';
import type { PopupActions } from './popup-actions.ts';

const HELP = '../help/help.html';

/** What to do now: the step of the journey that is on, or those that fit the page; and all help. */
export function guideSection(
  { language, guide, guideHidden, tab }: PopupView,
  actions: PopupActions,
): readonly Node[] {
  return [
    element('h2', {}, sayInGuide(language, 'guide.popupHeading')),
    ...(guide === null ? [choose(language, tab.id, actions)] : step(guide, tab.id, actions)),
    ...(guideHidden
      ? [
          button({
            text: sayInGuide(language, 'guide.showGuide'),
            action: 'show-guide',
            onPress: () => actions.showGuide(tab.id),
          }),
        ]
      : []),
    element(
      'p',
      { class: 'links' },
      link(`${HELP}#${CONTACTS_PART}`, sayInGuide(language, 'guide.whoCanHelp')),
      ' ',
      link(HELP, sayInGuide(language, 'guide.openHelp')),
    ),
  ];
}

/** Where the page begins nothing, the panel has all journeys to choose from. */
function choose(language: Language, tabId: number, actions: PopupActions): Node {
  return button({
    text: sayInGuide(language, 'guide.chooseJourney'),
    action: 'panel',
    onPress: () => actions.act('panel', tabId),
  });
}

function step(guide: BannerView, tabId: number, actions: PopupActions): readonly Node[] {
  const { heading, position, text, warnings, choices, buttons } = guide;
  return [
    element('p', { class: 'guide-heading' }, heading),
    ...(position === '' ? [] : [element('p', { class: 'quiet' }, position)]),
    ...warnings.map((warning) => element('p', { class: 'take-care' }, warning)),
    ...(choices.length === 0 || position !== '' ? [element('p', {}, text)] : []),
    ...choices.map(({ journey, text: title }) =>
      button({
        text: title,
        action: `pick-${journey}`,
        onPress: () => actions.pick(journey, tabId),
      }),
    ),
    element(
      'div',
      { class: 'button-row' },
      // The ways to sign in through Wardkey and to the check-up have places of their own.
      ...buttons.flatMap(({ act, text: label }) =>
        act === 'contacts' || act === 'sign-in' || act === 'check-up'
          ? []
          : [button({ text: label, action: act, onPress: () => actions.act(act, tabId) })],
      ),
    ),
  ];
}
