import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import { type KeyCareWordKey, sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { button } from '../../ui/button.ts';
import { deviceDrawing, deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';

/** A key in a socket, and one that lies on a reader or is in it. */
type Words = Readonly<Record<'socket' | 'reader', readonly [KeyCareWordKey, KeyCareWordKey]>>;

const UNPLUG: Words = {
  socket: ['keyCare.unplugHeading', 'keyCare.unplugText'],
  reader: ['keyCare.unplugHeadingReader', 'keyCare.unplugTextReader'],
};
const PLUG_IN: Words = {
  socket: ['keyCare.plugInHeading', 'keyCare.plugInText'],
  reader: ['keyCare.plugInHeadingReader', 'keyCare.plugInTextReader'],
};

/** The key that is to be wiped has to come out: what happens to it is said once more. */
export function unplugStage({ device }: StageOf<'unplug'>, context: StageContext): Stage {
  return stageOf(device, UNPLUG[placeOf(device)], context);
}

/** The same key has to come back. */
export function plugInStage({ device }: StageOf<'plug-in'>, context: StageContext): Stage {
  return stageOf(device, PLUG_IN[placeOf(device)], context);
}

/** The touch that wipes it. */
export function wipingTouchStage({ device, long }: StageOf<'touch'>, context: StageContext): Stage {
  const words = long
    ? (['keyCare.longTouchHeading', 'keyCare.longTouchText'] as const)
    : (['keyCare.touchHeading', 'keyCare.touchText'] as const);
  return stageOf(device, words, context);
}

function stageOf(
  device: DeviceSummary,
  [heading, text]: readonly [KeyCareWordKey, KeyCareWordKey],
  { language, say, actions }: StageContext,
): Stage {
  return {
    heading: sayOfKeyCare(language, heading),
    drawing: deviceDrawing(device),
    content: [
      element('p', {}, sayOfKeyCare(language, text)),
      element('p', { class: 'quiet' }, deviceName(language, device)),
    ],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}

function placeOf({ transport }: DeviceSummary): keyof Words {
  return transport === 'usb' ? 'socket' : 'reader';
}
