import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { withPin } from '../../smartcard/piv/with-pin.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command } from '../context.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';
import { tokenPerson } from '../token-person.ts';

/** `wardkey card verify`: whether the PIN is right. */
export const cardVerify: Command = (context) => {
  const { language, signal } = context;
  const person = new CardTerminalPerson(context);
  return onOnePiv(
    context,
    async (piv, device) => {
      await withPin(piv, person, signal, async () => {});
      return show(context, { device: deviceJson(device), pinVerified: true }, () => [
        sayInTerminal(language, 'cli.cardPinRight'),
      ]);
    },
    async (place, device) => {
      // Middleware takes a PIN for a signature only: this one is thrown away.
      const { proveToken } = await import('../../smartcard/pkcs11/prove-token.ts');
      await proveToken(place, device, tokenPerson(person, device.name), signal);
      return show(context, { device: deviceJson(device), pinVerified: true }, () => [
        sayInTerminal(language, 'cli.cardPinRight'),
      ]);
    },
  );
};
