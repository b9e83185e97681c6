import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { askedPortalOf } from '../../../shared/portals/asked-portals.ts';
import { sayOfCard } from '../../../shared/words/card-words.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { button } from '../../ui/button.ts';
import { checkUpLink } from '../../ui/check-up-link.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { spokenError } from '../../ui/who-can-help.ts';
import { alertPlace, raiseCode, type Stage, type StageContext, type StageOf } from './stage.ts';
import { isCheckUpKind, isWebAuthnKind } from './web-eid-kind.ts';

/** The key has answered. Whether the website takes the answer is for its page to say. */
export function doneStage(context: StageContext): Stage {
  const { say, actions } = context;
  return {
    heading: say('signIn.doneHeading'),
    drawing: 'done',
    content: [element('p', { role: 'status' }, doneText(context))],
    buttons: [button({ text: say('signIn.close'), action: 'close', onPress: actions.close })],
  };
}

function doneText({ language, kind, say }: StageContext): string {
  if (kind === 'card-test') return sayOfCard(language, 'card.testDone');
  if (kind === 'key-test') return sayInCheckUp(language, 'checkUp.tryDone');
  if (kind === 'key-sign-ins') return sayOfKeyCare(language, 'keyCare.signInsDone');
  if (kind === 'key-reset') return sayOfKeyCare(language, 'keyCare.resetDone');
  return say(kind === 'create' ? 'signIn.doneCreate' : 'signIn.doneGet');
}

/** It did not work: what happened, what to do next, who can help, and the two ways on. */
export function failedStage({ code, facts }: StageOf<'failed'>, context: StageContext): Stage {
  const { language, kind, host, say, actions } = context;
  const stopped = code === 'ceremony-cancelled';
  const told = element('div', { role: 'alert' });
  const refused = alertPlace();

  async function tryAgain(): Promise<void> {
    const trouble = await actions.tryAgain();
    if (trouble === null) return;
    raiseCode(refused, language, trouble);
  }

  // What a page asks of the smartcard, only the page can ask for again.
  const isWebAuthn = isWebAuthnKind(kind);
  const retriable = isWebAuthn && new WardkeyError(code).retriable;
  const again = button({
    text: say('signIn.tryAgain'),
    action: 'try-again',
    weight: 'main',
    onPress: tryAgain,
  });
  return {
    heading: say(stopped ? 'signIn.cancelledHeading' : 'signIn.failedHeading'),
    drawing: stopped ? 'page' : 'problem',
    content: [
      told,
      refused,
      // Only the page can ask for the key once more, and the window goes to make way for it.
      ...(retriable ? [element('p', {}, say('signIn.tryAgainHint'))] : []),
      ...(stopped || isCheckUpKind(kind)
        ? []
        : [
            checkUpLink(say('signIn.checkUp'), {
              error: code,
              wanted: isWebAuthnKind(kind) ? 'key' : 'card',
              ...(host === '' ? {} : { portal: askedPortalOf(host) }),
            }),
          ]),
      element('p', { class: 'quiet code' }, say('signIn.failedCode', { code: spokenError(code) })),
    ],
    buttons: [
      ...(retriable ? [again] : []),
      ...(isWebAuthn
        ? [button({ text: say('signIn.ownWay'), action: 'own-way', onPress: actions.leave })]
        : []),
      button({ text: say('signIn.close'), action: 'close', onPress: actions.close }),
    ],
    // Put in once the place stands in the window, or screen readers would not tell it.
    onShown: () => told.replaceChildren(explanation(language, code, facts)),
  };
}
