import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { chooseNewPin } from '../../webauthn/new-pin.ts';
import type { Command } from '../context.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey pin change`: another PIN in the place of the present one (CTAP 2.1 §6.5.5.6). */
export const pinChange: Command = (context) =>
  onKey(
    context,
    async ({ key, device }) => {
      if (key.info.options.get('clientPin') !== true) throw new WardkeyError('pin-not-set');
      await chooseNewPin(key);
      return show(context, { device: deviceJson(device), pinSet: true }, () => [
        sayInTerminal(context.language, 'cli.pinIsChanged'),
      ]);
    },
    { setsPin: true },
  );
