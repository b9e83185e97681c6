import { CardView } from '../../../shared/messages/card-view.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { CardScreen } from './card-screen.ts';

const screen = new CardScreen(document.body, async (card) => {
  const trouble = await send({ kind: 'card.test', card });
  if (trouble !== null) screen.fail(trouble);
});

const language = chooseLanguage({ system: navigator.languages });
watchView('card', CardView, {
  onView: (view) => screen.show(view),
  onLost: () => screen.show({ language, list: null, problem: 'internal', test: null }),
});
