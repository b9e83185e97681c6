import { proveCard } from '../../smartcard/piv/prove-card.ts';
import { cardProofLines } from '../card-proof-lines.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command } from '../context.ts';
import { NOT_VERIFIED, SUCCESS } from '../exit-codes.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey card test`: whether the card can sign in, step by step. */
export const cardTest: Command = (context) =>
  onOnePiv(context, async (piv, device) => {
    const { steps, certificate, validity } = await proveCard(
      piv,
      new CardTerminalPerson(context),
      context.signal,
    );
    const works = steps.every(({ passed }) => passed);
    const { keyType } = certificate;
    const result = { device: deviceJson(device), works, slot: '9a', keyType, ...validity, steps };
    show(context, result, () => cardProofLines(steps, context));
    return works ? SUCCESS : NOT_VERIFIED;
  });
