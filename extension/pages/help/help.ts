import { GuideView } from '../../../shared/messages/guide-view.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { watchView } from '../../ui/view-port.ts';
import { HelpScreen } from './help-screen.ts';

const screen = new HelpScreen(document.body);
let shown = '';

/** Built anew only when what it says is new: its reader may have much of it open. */
function show(language: GuideView['language'], contacts: GuideView['contacts']): void {
  const news = JSON.stringify([language, contacts]);
  if (news === shown) return;
  shown = news;
  screen.show(language, contacts);
}

window.addEventListener('hashchange', () => screen.open(location.hash.slice(1)));
watchView('guide', GuideView, {
  onView: ({ language, contacts }) => show(language, contacts),
  // Help must be there when nothing else is.
  onLost: () => show(chooseLanguage({ system: navigator.languages }), undefined),
});
