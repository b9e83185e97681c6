import { extendedApdu, shortApdu } from './apdu.ts';
import type { IsoExchange } from './iso-exchange.ts';
import { saysNoPieces } from './status-words.ts';
import type { CardAnswer, CardCommand } from './transport.ts';

const CHAINED = 0x10;
const MAX_SHORT_DATA = 255;
/** More than any command of a card needs. */
const MAX_DATA = 4_096;
/** Asks for all there is. */
const ALL = 256;
const SW_OK = 0x9000;

/**
 * Gives a card one command: in short encoding, longer ones in pieces (ISO/IEC 7816-4 §5.3.3), or in
 * extended encoding where the card takes no pieces.
 * @throws RangeError for data of more than 4,096 bytes; what {@link IsoExchange.ask} throws
 */
export async function askCard(
  iso: IsoExchange,
  { cla, data, hasAnswer, ins, p1, p2 }: CardCommand,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<CardAnswer> {
  if (data.length > MAX_DATA) throw new RangeError('too long for a card');
  const head = { cla, ins, p1, p2 };
  const le = hasAnswer ? ALL : undefined;
  let rest = data;
  while (rest.length > MAX_SHORT_DATA) {
    const piece = shortApdu({ ...head, cla: cla | CHAINED }, rest.subarray(0, MAX_SHORT_DATA));
    const answer = await iso.ask(piece, timeoutMs, signal);
    if (answer.statusWord !== SW_OK) {
      const isFirst = rest.length === data.length;
      if (!isFirst || !saysNoPieces(answer.statusWord)) return answer;
      return iso.ask(extendedApdu(head, data), timeoutMs, signal);
    }
    rest = rest.subarray(MAX_SHORT_DATA);
  }
  return iso.ask(shortApdu(head, rest, le), timeoutMs, signal);
}
