import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import type { WordKey } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { deviceDrawing, deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';

/** A touch means something else on each way in: CTAP 2.1 §6.5.5 counts laying a card down as one. */
const WORDS: Readonly<Record<DeviceSummary['transport'], readonly [WordKey, WordKey]>> = {
  usb: ['signIn.touchHeadingUsb', 'signIn.touchTextUsb'],
  nfc: ['signIn.touchHeadingNfc', 'signIn.touchTextNfc'],
  'smart-card': ['signIn.touchHeadingCard', 'signIn.touchTextCard'],
};

/** The touch that laying it down was is used up (CTAP 2.1 §5, evidence of user interaction over NFC). */
const AGAIN: readonly [WordKey, WordKey] = ['signIn.touchHeadingAgain', 'signIn.touchTextAgain'];

/** The key waits for the person's touch. */
export function touchStage(
  { device, others = [], again }: StageOf<'touch'>,
  context: StageContext,
): Stage {
  const { language, say, actions } = context;
  const [heading, text] = again ? AGAIN : WORDS[device.transport];
  return {
    heading: say(heading),
    drawing: deviceDrawing(device),
    content: [
      element('p', {}, say(text)),
      ...[device, ...others].map((each) =>
        element('p', { class: 'quiet' }, deviceName(language, each)),
      ),
    ],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}
