import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { type Trouble, verdictOn } from '../../../shared/messages/trouble.ts';
import { sayTrouble } from '../../../shared/words/trouble-words.ts';
import { say } from '../../../shared/words/words.ts';
import { buttons } from './banner-buttons.ts';

/** What went wrong comes before how the devices are, until the next sign-in begins. */
export function withTrouble(view: BannerView, trouble: Trouble): BannerView {
  const { language } = view;
  const { says, next, who } = sayTrouble(language, trouble);
  // Whoever can help beside the person: their name and number are one press away.
  const helper = who === 'you' ? [] : [say(language, `who.${who}`)];
  const text = (next === '' ? [says] : [says, next, ...helper]).join(' ');
  if (isOver(trouble)) return { ...view, live: { tone: 'good', text } };
  return {
    ...view,
    live: { tone: 'problem', text },
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
