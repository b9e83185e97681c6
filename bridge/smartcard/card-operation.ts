import type { AskCard, CardAnswer, CardCommand } from '../transport/transport.ts';

/** Something that a card can be asked, as data. */
export interface CardOperation<Result> {
  /** As the specification calls it. */
  readonly name: string;
  readonly apdu: CardCommand;
  /** @throws WardkeyError for a status word or an answer that stands for no result */
  parse(answer: CardAnswer): Result;
}

/** Asks the card once. @throws WardkeyError those of the way to the card, and of the operation */
export async function perform<Result>(
  ask: AskCard,
  { apdu, parse }: CardOperation<Result>,
): Promise<Result> {
  return parse(await ask(apdu));
}
