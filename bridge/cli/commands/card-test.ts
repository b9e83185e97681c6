import type { AttachedCard } from '../../smartcard/card-watch.ts';
import { type CardProof, proveCard } from '../../smartcard/piv/prove-card.ts';
import { cardProofLines } from '../card-proof-lines.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command, CommandContext } from '../context.ts';
import { NOT_VERIFIED, SUCCESS } from '../exit-codes.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';
import { tokenPerson } from '../token-person.ts';

/** `wardkey card test`: whether the card can sign in, step by step. */
export const cardTest: Command = (context) => {
  const { signal } = context;
  const person = new CardTerminalPerson(context);
  return onOnePiv(
    context,
    async (piv, device) =>
      told(context, device, { slot: '9a' }, await proveCard(piv, person, signal)),
    async (place, device) => {
      const { proveToken } = await import('../../smartcard/pkcs11/prove-token.ts');
      const proof = await proveToken(place, device, tokenPerson(person, device.name), signal);
      return told(context, device, {}, proof);
    },
  );
};

function told(
  context: CommandContext,
  device: AttachedCard,
  slot: { readonly slot?: '9a' },
  { steps, certificate, validity }: CardProof,
): number {
  const works = steps.every(({ passed }) => passed);
  const { keyType } = certificate;
  const result = { device: deviceJson(device), works, ...slot, keyType, ...validity, steps };
  show(context, result, () => cardProofLines(steps, context));
  return works ? SUCCESS : NOT_VERIFIED;
}
