import { cardInfoLines } from '../card-info-lines.ts';
import { cardInfoJson } from '../card-json.ts';
import { cardTrust } from '../card-trust.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { onCards } from '../on-cards.ts';
import { show } from '../show.ts';

/** `wardkey card info`: what each card is, and how it stands. */
export const cardInfo: Command = async (context) => {
  const now = new Date();
  const trustOf = await cardTrust(context, now);
  await onCards(context, (device, report) => {
    show(context, cardInfoJson(device, report, now, trustOf), () =>
      cardInfoLines(device, report, now, trustOf, context),
    );
  });
  return SUCCESS;
};
