import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { type Trouble, verdictOn } from '../../../shared/messages/trouble.ts';
import { sayTrouble } from '../../../shared/words/trouble-words.ts';
import { say } from '../../../shared/words/words.ts';
import { buttons } from './banner-buttons.ts';

/** The journey of an account that is locked, and the finding that it is. */
const LOCKED = 'account-locked';

/** What went wrong comes before how the devices are, until the next sign-in begins. */
export function withTrouble(view: BannerView, trouble: Trouble): BannerView {
  const { language } = view;
  const { says, next, who, code } = sayTrouble(language, trouble);
  // Whoever can help beside the person: their name and number are one press away.
  const helper = who === 'you' ? [] : [say(language, `who.${who}`)];
  const text = (next === '' ? [says] : [says, next, ...helper]).join(' ');
  if (isOver(trouble)) return { ...view, live: { tone: 'good', text } };
  return {
    ...view,
    live: { tone: 'problem', text },
    // Of a page that says what is wrong, it is known whether the account is locked.
    choices: view.choices.filter(
      ({ journey }) => journey !== LOCKED || trouble.shown === undefined || code === LOCKED,
    ),
    buttons: [...buttons(language, [['check-up']]), ...view.buttons],
  };
}

/** Whether a check-up has found that nothing is wrong any more. */
function isOver(trouble: Trouble): boolean {
  // An error alone is no good news: one of a key says nothing where a card is wanted.
  if (trouble.checkedUp === null) return false;
  const { outcome, cause } = verdictOn(trouble);
  return outcome === 'well' || cause?.code === 'trouble-gone';
}
