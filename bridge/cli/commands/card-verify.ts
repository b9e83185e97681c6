import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { withPin } from '../../smartcard/piv/with-pin.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command } from '../context.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey card verify`: whether the PIN is right. */
export const cardVerify: Command = (context) =>
  onOnePiv(context, async (piv, device) => {
    await withPin(piv, new CardTerminalPerson(context), context.signal, async () => {});
    return show(context, { device: deviceJson(device), pinVerified: true }, () => [
      sayInTerminal(context.language, 'cli.cardPinRight'),
    ]);
  });
