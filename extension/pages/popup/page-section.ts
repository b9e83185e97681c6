import type { PopupView } from '../../../shared/messages/views.ts';
import { sayOfPage } from '../../../shared/words/page-words.ts';
import { say } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { pageTold } from './page-told.ts';
import type { PopupActions } from './popup-actions.ts';

/** Which page this is, and the way to sign in on it, or why there is none, or the open sign-in. */
export function pageSection(view: PopupView, actions: PopupActions): readonly Node[] {
  const host = hostOf(view.tab.origin);
  const { page } = view;
  const isStrange = page !== null && !page.isOurs;
  return [
    element(
      'h2',
      {},
      isStrange
        ? sayOfPage(view.language, 'pageSection.isReal')
        : say(view.language, 'popup.pageHeading'),
    ),
    host === null
      ? element('p', {}, say(view.language, 'popup.pageUnknown'))
      : element('p', { class: 'host' }, host),
    ...(page === null ? [] : pageTold(view.language, page)),
    ...(view.signIn === null ? chance(view, actions) : openSignIn(view, view.signIn, actions)),
  ];
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

function hostOf(origin: string | null): string | null {
  return origin !== null && URL.canParse(origin) ? new URL(origin).host : null;
}
