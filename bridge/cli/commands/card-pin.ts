import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { setNewPin } from '../../smartcard/piv/set-new-pin.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command } from '../context.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';

const SAYS = { change: 'cli.pinIsChanged', unblock: 'cli.cardUnblocked' } as const;

/** `wardkey card pin change`: another PIN in the place of the present one. */
export const cardPinChange: Command = newPin('change');

/** `wardkey card pin unblock`: a new PIN for the unblocking code. */
export const cardPinUnblock: Command = newPin('unblock');

function newPin(how: 'change' | 'unblock'): Command {
  return (context) =>
    onOnePiv(context, async (piv, device) => {
      await setNewPin(piv, how, new CardTerminalPerson(context), context.signal);
      return show(context, { device: deviceJson(device), pinSet: true }, () => [
        sayInTerminal(context.language, SAYS[how]),
      ]);
    });
}
