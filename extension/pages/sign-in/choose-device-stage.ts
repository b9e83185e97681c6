import { button } from '../../ui/button.ts';
import { deviceLine } from '../../ui/device-line.ts';
import { choices } from './choices.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';

/** Several keys are attached: the person says which. */
export function chooseDeviceStage(stage: StageOf<'device-choice'>, context: StageContext): Stage {
  const { language, say, actions } = context;
  return {
    heading: say('signIn.deviceHeading'),
    drawing: 'key',
    content: choices({
      context,
      text: say('signIn.deviceText'),
      options: stage.devices.map((device) => ({
        label: deviceLine(language, device),
        choose: () => actions.answerDevice(stage.step, device.id),
      })),
    }),
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}
