import type { PopupView } from '../../../shared/messages/views.ts';
import { say } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { progress } from '../../ui/progress.ts';
import type { PopupActions } from './popup-actions.ts';

/** How the extension stands with the program on this computer. */
export function programSection(
  { language, bridge }: Pick<PopupView, 'language' | 'bridge'>,
  actions: PopupActions,
): readonly Node[] {
  const heading = element('h2', {}, say(language, 'popup.programHeading'));
  switch (bridge.state) {
    case 'connecting':
      return [heading, progress(say(language, 'popup.programConnecting'))];
    case 'ready':
      return [
        heading,
        element('p', {}, say(language, 'popup.programReady', { version: bridge.version })),
      ];
    case 'failed':
      return [
        heading,
        explanation(language, bridge.code, bridge.facts),
        button({
          text: say(language, 'popup.retry'),
          action: 'retry',
          onPress: () => actions.retry(),
        }),
      ];
  }
}
