import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { cardNeighbours, systemNeighbourPlaces } from '../../diagnosis/card-neighbours.ts';
import type { AttachedCard } from '../../smartcard/card-watch.ts';
import { type AnyCardReport, readAnyCard } from '../../smartcard/read-any-card.ts';
import { cardInfoLines } from '../card-info-lines.ts';
import { cardInfoJson } from '../card-json.ts';
import { cardNeighbourLines } from '../card-neighbour-lines.ts';
import { cardTrust } from '../card-trust.ts';
import type { Command } from '../context.ts';
import { errorJson } from '../error-lines.ts';
import { exitCodeFor } from '../exit-codes.ts';
import { onCards } from '../on-cards.ts';
import { show } from '../show.ts';

/** `wardkey card info`: what each card is, and how it stands, and who else uses cards here. */
export const cardInfo: Command = async (context) => {
  const { input, language, signal, system, terminal } = context;
  const asJson = input.flag('json');
  const now = new Date();
  // Looked for while the cards are read.
  const looking = cardNeighbours(systemNeighbourPlaces(system.places.root));
  const trustOf = await cardTrust(context, now);
  const beside = async () => ({ beside: await looking });
  const tell = async (device: AttachedCard, report: AnyCardReport) => {
    const result = { ...cardInfoJson(device, report, now, trustOf), ...(await beside()) };
    show(context, result, () => cardInfoLines(device, report, now, trustOf, context));
  };
  try {
    return await onCards(context, readAnyCard, tell, beside);
  } catch (thrown) {
    signal.throwIfAborted();
    if (!asJson) throw thrown;
    const error = toWardkeyError(thrown);
    terminal.line(JSON.stringify({ ...errorJson(error, language), ...(await beside()) }));
    return exitCodeFor(error.code);
  } finally {
    // A card that cannot be read may be held by one of them.
    const lines = asJson ? [] : cardNeighbourLines(await looking, context);
    for (const line of lines) terminal.line(line);
  }
};
