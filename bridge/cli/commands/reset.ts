import {
  type CommandLineWordKey,
  sayInTerminal,
} from '../../../shared/words/command-line-words.ts';
import { guidedReset, type ResetStep } from '../../ctap/guided-reset.ts';
import { confirm } from '../confirm.ts';
import type { Command, CommandContext } from '../context.ts';
import { oneDevice } from '../named-device.ts';
import { settledList } from '../settled-list.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey reset`: wipes a key, step by step with the person (CTAP 2.1 §6.6). */
export const reset: Command = async (context) => {
  const { input, language, signal, terminal } = context;
  const attached = await context.keys();
  try {
    const device = oneDevice(await settledList(attached, signal), input.text('device'));
    const facts = { name: device.name };
    await confirm(context, sayInTerminal(language, 'cli.confirmReset', facts), signal);
    const onStep = (step: ResetStep) => terminal.status(stepText(step, context));
    const wiped = await guidedReset({ keys: attached, device: device.id, signal, onStep });
    terminal.status(null);
    const result = { device: deviceJson({ ...wiped, ...attached.marks(wiped.id) }), reset: true };
    return show(context, result, () => [sayInTerminal(language, 'cli.resetDone')]);
  } finally {
    terminal.status(null);
    await attached.stop();
  }
};

function stepText(step: ResetStep, { language }: CommandContext): string | null {
  const key = stepKey(step);
  return key === null ? null : sayInTerminal(language, key, { name: step.device.name });
}

function stepKey(step: ResetStep): CommandLineWordKey | null {
  switch (step.type) {
    case 'unplug':
      return 'cli.resetUnplug';
    case 'plug-in':
      return 'cli.resetPlugIn';
    case 'touch':
      return step.long ? 'cli.resetLongTouch' : 'cli.resetTouch';
    case 'working':
      return null;
  }
}
