import type { PopupView } from '../../../shared/messages/views.ts';
import { say } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import type { PopupActions } from './popup-actions.ts';

/** The way to the other language, named in that language; nothing where a policy has chosen. */
export function languageSection(
  { otherLanguage }: Pick<PopupView, 'otherLanguage'>,
  actions: PopupActions,
): readonly Node[] {
  if (otherLanguage === undefined) return [];
  const choose = button({
    text: say(otherLanguage, 'popup.inThisLanguage'),
    action: 'language',
    onPress: () => actions.speak(otherLanguage),
  });
  choose.lang = otherLanguage;
  return [choose];
}
