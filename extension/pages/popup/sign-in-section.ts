import type { PopupView } from '../../../shared/messages/views.ts';
import { say } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { hostOf } from './host-of.ts';
import type { PopupActions } from './popup-actions.ts';

/** All that the section shows: what is told of the page beside it may change under a finger. */
export function signInFacts({ language, edition, tab, signIn, page }: PopupView): unknown {
  return [language, edition, tab, signIn, page?.match.kind === 'look-alike'];
}

/** The way to sign in on this page, or why there is none, or the open sign-in. */
export function signInSection(view: PopupView, actions: PopupActions): readonly Node[] {
  return view.signIn === null ? chance(view, actions) : openSignIn(view, view.signIn, actions);
}

function chance(
  { language, edition, tab, page }: PopupView,
  actions: PopupActions,
): readonly Node[] {
  // Beside a warning, no way of signing in on that page has any place.
  if (page?.match.kind === 'look-alike') return [];
  if (tab.offered) {
    return [
      button({
        text: say(language, 'popup.signIn'),
        action: 'sign-in',
        weight: 'main',
        onPress: () => actions.choose(tab.id),
      }),
      element('p', { class: 'quiet' }, say(language, 'popup.signInHint')),
    ];
  }
  if (edition === 'guide') return [element('p', {}, say(language, 'popup.guideOnly'))];
  return tab.origin === null ? [] : [element('p', {}, say(language, 'popup.notListed'))];
}

function openSignIn(
  { language, tab }: PopupView,
  signIn: NonNullable<PopupView['signIn']>,
  actions: PopupActions,
): readonly Node[] {
  const isRunning = signIn.stage === 'ceremony';
  const isHere = signIn.tabId === tab.id;
  const here = isRunning ? 'popup.openRunning' : 'popup.openWaiting';
  const host = hostOf(signIn.origin);
  const elsewhere = say(language, 'popup.openElsewhere', host === null ? {} : { host });
  return [
    element(
      'div',
      { class: 'open-sign-in', role: 'status' },
      element('strong', {}, say(language, 'popup.openHeading')),
      element('p', {}, isHere ? say(language, here) : elsewhere),
    ),
    // The page of a sign-in that waits here is in sight already.
    ...(isHere && !isRunning
      ? []
      : [
          button({
            text: say(language, isRunning ? 'popup.showWindow' : 'popup.showTab'),
            action: 'show',
            weight: 'main',
            onPress: () => actions.show(),
          }),
        ]),
    button({
      text: say(language, 'popup.leave'),
      action: 'leave',
      onPress: () => actions.leave(),
    }),
  ];
}
