import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import type { CardConsent, CardPerson, CardPinRequest } from '../card-person.ts';
import { enterAtPad, findPinPad, type PinPad } from '../pin-pad/pin-pad.ts';
import type { EntryOutcome } from '../status-words.ts';
import { forgetsPin } from './forget-pin.ts';
import type { OpenPiv } from './open-piv.ts';
import { PIN_LENGTH, SHORTEST_PIN } from './pin-bytes.ts';
import { PUK_REFERENCE } from './pin-reference.ts';
import { type PinTries, type PivHead, readPinTries } from './piv-head.ts';
import { ShortEntry } from './short-entry.ts';
import { unverifyPin } from './verify.ts';
import { readYubicoTries, readYubicoVersion } from './yubico.ts';

/** One kind of entry that costs a try when it is wrong. */
export interface Entry<Answer extends CardConsent, Result> {
  readonly purpose: CardPinRequest['purpose'];
  /** Whose tries it costs. Most cards tell those of the PIN beforehand, and few those of the PUK. */
  readonly spends: 'pin' | 'puk';
  ask(request: CardPinRequest): Promise<Answer>;
  /**
   * Why an answer cannot be right, which costs no try.
   * @param shortest how many characters a PIN of this card has at least
   */
  problemOf(answer: Answer, shortest: number): ErrorCode | null;
  /** What of an answer has to be right. */
  secretOf(answer: Answer): string;
  /** Gives the answer to the card, once. */
  give(ask: AskCard, answer: Answer): Promise<EntryOutcome>;
  /** How a reader with a PIN pad is told to do all of this by itself. */
  readonly atPad: {
    readonly feature: keyof PinPad;
    /** @param shortest as in {@link Entry.problemOf} */
    structure(shortest: number): Uint8Array;
  };
  /** What is done with the card once the answer was right, before anybody else gets at it. */
  afterwards(ask: AskCard): Promise<Result>;
}

type Turn<Result> =
  | { readonly result: Result }
  | { readonly tries: PinTries; readonly problem: ErrorCode | undefined };

const CODES = {
  pin: { wrong: 'pin-wrong', blocked: 'card-pin-blocked' },
  puk: { wrong: 'puk-wrong', blocked: 'puk-blocked' },
} as const satisfies Readonly<Record<'pin' | 'puk', Readonly<Record<string, ErrorCode>>>>;

/**
 * Asks for an entry until one is right. Each is given to the card at most once, and the last try is
 * spent only after the person has said yes to it, knowing that it is the last or may be, where the
 * card does not tell. The tries are looked at again right before, since another program may have
 * spent one meanwhile.
 * @throws WardkeyError `card-pin-blocked`, `puk-blocked`, `pin-last-try-unconfirmed`; those of the way to
 *   the card, of asking and of giving; the signal's reason
 */
export async function spendEntry<Answer extends CardConsent, Result>(
  piv: OpenPiv,
  entry: Entry<Answer, Result>,
  person: CardPerson,
  signal: AbortSignal,
): Promise<Result> {
  const short = new ShortEntry();
  try {
    return await spendUntilRight(piv, entry, { person, short }, signal);
  } finally {
    short.forget();
  }
}

async function spendUntilRight<Answer extends CardConsent, Result>(
  piv: OpenPiv,
  entry: Entry<Answer, Result>,
  { person, short }: { readonly person: CardPerson; readonly short: ShortEntry },
  signal: AbortSignal,
): Promise<Result> {
  const codes = CODES[entry.spends];
  const blocked = () => new WardkeyError(codes.blocked, { facts: { reader: piv.reader } });
  const readTries = async (ask: AskCard): Promise<PinTries> =>
    entry.spends === 'pin' ? readPinTries(ask, piv.head) : readYubicoTries(ask, PUK_REFERENCE);
  const first = await piv.use(signal, async (ask, { reader }) => ({
    tries: await readTries(ask),
    shortest: await shortestPin(ask),
    padCode: (await findPinPad(reader))?.[entry.atPad.feature] ?? null,
  }));
  const { shortest, padCode } = first;
  let tries = first.tries;
  let problem: ErrorCode | undefined;
  for (;;) {
    if (tries === 0) throw blocked();
    const lastTry = mayBeLast(tries);
    const request: CardPinRequest = {
      reader: piv.reader,
      purpose: entry.purpose,
      triesLeft: tries === 'full' ? null : tries,
      lastTry,
      minLength: entry.purpose === 'verify' ? shortest : PIN_LENGTH.min,
      maxLength: PIN_LENGTH.max,
      ...(problem === undefined ? {} : { problem }),
    };
    const typed = padCode === null ? await entry.ask(request) : null;
    const { lastTryAgreed } = typed ?? (await person.usePinPad(request, signal));
    signal.throwIfAborted();
    problem = (typed && entry.problemOf(typed, PIN_LENGTH.min)) ?? undefined;
    if (typed && problem === 'pin-too-short' && entry.problemOf(typed, shortest) === null) {
      // More likely a slip than a passcode of before: it is given to the card when typed again.
      problem = short.isRepeatedBy(entry.secretOf(typed)) ? undefined : 'card-pin-short';
    }
    if (problem !== undefined) continue;
    if (lastTry && !lastTryAgreed) throw new WardkeyError('pin-last-try-unconfirmed');
    const known = tries;
    const turn = await piv.use(
      signal,
      async (ask, { reader, keepPower }): Promise<Turn<Result>> => {
        const seen = await readTries(ask);
        const now = seen === 'full' ? await triesUnverified(ask, piv.head) : (seen ?? known);
        // Nobody has agreed to these: the entry is forgotten, and the person asked anew.
        const isUnforeseen = now === 0 || (mayBeLast(now) && !lastTryAgreed);
        if (isUnforeseen) return { tries: now, problem: undefined };
        short.forget();
        const outcome =
          typed !== null
            ? await entry.give(ask, typed)
            : await enterAtPad(reader, padCode, entry.atPad.structure(shortest));
        const turn = outcome.isRight
          ? { result: await entry.afterwards(ask) }
          : { tries: outcome.triesLeft, problem: codes.wrong };
        if (await forgetsPin(ask, piv.head)) keepPower();
        return turn;
      },
    );
    if ('result' in turn) return turn.result;
    ({ tries, problem } = turn);
  }
}

/** Yubico's cards never had a shorter one than the specification allows, and count it as wrong. */
async function shortestPin(ask: AskCard): Promise<number> {
  return (await readYubicoVersion(ask)) === null ? SHORTEST_PIN : PIN_LENGTH.min;
}

function mayBeLast(tries: PinTries): boolean {
  return tries === 1 || tries === null;
}

/**
 * Another program has left the PIN verified. The entry that comes will end that in any case; before
 * it, the card can be had to say the number.
 * @returns `null` for a card that cannot take the PIN back, or says "verified" to whoever asks
 */
async function triesUnverified(ask: AskCard, head: PivHead): Promise<number | null> {
  const isTaken = await perform(ask, unverifyPin(head.pin));
  const tries = isTaken ? await readPinTries(ask, head) : null;
  return tries === 'full' ? null : tries;
}
