import { cardNeighbours, systemNeighbourPlaces } from '../../diagnosis/card-neighbours.ts';
import { readAnyCard } from '../../smartcard/read-any-card.ts';
import { cardInfoLines } from '../card-info-lines.ts';
import { cardInfoJson } from '../card-json.ts';
import { cardNeighbourLines } from '../card-neighbour-lines.ts';
import { cardTrust } from '../card-trust.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { onCards } from '../on-cards.ts';
import { show } from '../show.ts';

/** `wardkey card info`: what each card is, and how it stands, and who else uses cards here. */
export const cardInfo: Command = async (context) => {
  const { input, system, terminal } = context;
  const now = new Date();
  // Looked for while the cards are read.
  const looking = cardNeighbours(systemNeighbourPlaces(system.places.root));
  const trustOf = await cardTrust(context, now);
  try {
    await onCards(context, readAnyCard, async (device, report) => {
      const beside = await looking;
      show(context, { ...cardInfoJson(device, report, now, trustOf), beside }, () =>
        cardInfoLines(device, report, now, trustOf, context),
      );
    });
  } finally {
    // A card that cannot be read may be held by one of them.
    const lines = input.flag('json') ? [] : cardNeighbourLines(await looking, context);
    for (const line of lines) terminal.line(line);
  }
  return SUCCESS;
};
