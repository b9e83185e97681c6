import { printable } from '../../../shared/words/printable.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { choices } from './choices.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';

/** The key holds several accounts of this website: the person says which. */
export function chooseAccountStage(stage: StageOf<'account-choice'>, context: StageContext): Stage {
  const { say, actions } = context;
  return {
    heading: say('signIn.accountHeading'),
    drawing: 'people',
    content: choices({
      context,
      text: say('signIn.accountText'),
      options: stage.accounts.map((account, position) => {
        const names = [account.displayName, account.name]
          .map((name) => printable(name ?? ''))
          .filter((name, at, all) => name !== '' && all.indexOf(name) === at);
        const [first = say('signIn.accountUnnamed', { number: position + 1 }), second] = names;
        return {
          label: element(
            'span',
            { class: 'account' },
            element('strong', {}, first),
            ...(second === undefined ? [] : [element('span', {}, second)]),
          ),
          choose: () => actions.answerAccount(stage.step, account.index),
        };
      }),
    }),
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}
