import { button } from '../../ui/button.ts';
import { deviceDrawing, deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { alertPlace, raiseCode, type Stage, type StageContext, type StageOf } from './stage.ts';

/** The key waits for a finger that it knows. */
export function fingerprintStage(
  { device, triesLeft, problem }: StageOf<'fingerprint'>,
  { language, say, actions }: StageContext,
): Stage {
  const alert = alertPlace();
  const tries = triesLeft === undefined ? [] : [say('signIn.pinTries', { tries: triesLeft })];
  return {
    heading: say('signIn.fingerHeading'),
    drawing: deviceDrawing(device),
    content: [
      alert,
      element('p', {}, say('signIn.fingerText')),
      ...tries.map((text) => element('p', { id: 'finger-tries' }, text)),
      element('p', { class: 'quiet' }, deviceName(language, device)),
    ],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
    onShown: () => {
      if (problem === undefined) return;
      raiseCode(alert, language, problem);
    },
  };
}
