import { sayWebEid } from '../../../shared/words/web-eid-words.ts';
import { button } from '../../ui/button.ts';
import { deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { progress } from '../../ui/progress.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';

/** The reader asks for the PIN on its own keys, and the computer never learns it. */
export function pinPadStage(
  { device, triesLeft }: StageOf<'pin-pad'>,
  { language, say, actions }: StageContext,
): Stage {
  return {
    heading: sayWebEid(language, 'webEid.padHeading'),
    drawing: 'pin',
    content: [
      progress(sayWebEid(language, 'webEid.padText')),
      element('p', { class: 'quiet' }, deviceName(language, device)),
      ...(triesLeft === null
        ? []
        : [element('p', {}, say('signIn.pinTries', { tries: triesLeft }))]),
    ],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}
