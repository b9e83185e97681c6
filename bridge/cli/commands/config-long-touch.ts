import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { confirm } from '../confirm.ts';
import type { Command } from '../context.ts';
import { changeConfig, present } from '../key-config.ts';

/** `wardkey config long-touch`: a reset takes a long touch (CTAP 2.3 §6.11). */
export const configLongTouch: Command = (context) =>
  changeConfig(context, {
    isNeeded: ({ longTouchForReset }) => !present(longTouchForReset),
    confirm: ({ key }) =>
      confirm(context, sayInTerminal(context.language, 'cli.confirmOneWay'), key.signal),
    apply: (config) => config.enableLongTouchForReset(),
  });
