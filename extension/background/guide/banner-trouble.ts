import type { BannerView } from '../../../shared/messages/banner-view.ts';
import type { Trouble } from '../../../shared/messages/trouble.ts';
import { sayTrouble } from '../../../shared/words/trouble-words.ts';
import { buttons } from './banner-buttons.ts';

/** What went wrong comes before how the devices are, until the next sign-in begins. */
export function withTrouble(view: BannerView, trouble: Trouble): BannerView {
  const { language } = view;
  const { says, next } = sayTrouble(language, trouble);
  return {
    ...view,
    live: { tone: 'problem', text: next === '' ? says : `${says} ${next}` },
    buttons: [...buttons(language, [['check-up']]), ...view.buttons],
  };
}
