import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { chooseNewPin } from '../../webauthn/new-pin.ts';
import type { Command } from '../context.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey pin set`: the first PIN of a key (CTAP 2.1 §6.5.5.5). */
export const pinSet: Command = (context) =>
  onKey(
    context,
    async ({ key, device }) => {
      const state = key.info.options.get('clientPin');
      if (state === undefined) throw new WardkeyError('key-lacks-command');
      if (state) throw new WardkeyError('pin-set-already');
      await chooseNewPin(key);
      return show(context, { device: deviceJson(device), pinSet: true }, () => [
        sayInTerminal(context.language, 'cli.pinIsSet'),
      ]);
    },
    { setsPin: true },
  );
