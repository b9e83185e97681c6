import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import { say } from '../../shared/words/words.ts';
import type { AttachedCard } from '../smartcard/card-watch.ts';
import type { TokenReport } from '../smartcard/pkcs11/read-token.ts';
import type { AnyCardReport } from '../smartcard/read-any-card.ts';
import type { PivReport } from '../smartcard/read-card.ts';
import { BLOCKED_SERIES, type CardFamily } from '../smartcard/recognise.ts';
import { calendarDay } from './calendar-day.ts';
import type { TrustIn } from './card-trust.ts';
import { certificateLines } from './certificate-lines.ts';
import { choiceText } from './error-lines.ts';
import type { Terminal } from './terminal.ts';

type Say = (key: CommandLineWordKey, facts?: ErrorFacts) => string;

/** What a card is and how it stands, for a person to read. */
export function cardInfoLines(
  device: AttachedCard,
  { family, otherApplet, piv, token }: AnyCardReport,
  now: Date,
  trustOf: TrustIn,
  { language, terminal }: { readonly language: Language; readonly terminal: Terminal },
): readonly string[] {
  const words: Say = (key, facts) => sayInTerminal(language, key, facts);
  const lines = [
    say(language, `devices.${device.transport}`),
    ...(piv === null || token !== null ? [] : [words('cli.cardPiv')]),
    ...(otherApplet === null ? [] : [words('cli.cardOther', { name: otherApplet })]),
    ...(family === undefined ? [] : [familyText(family, language, words)]),
    ...((piv ?? token ?? otherApplet ?? family) ? [] : unknownLines(language, words)),
    ...(piv === null || token !== null ? [] : pivLines(piv, now, trustOf, language, words)),
    ...(token === null ? [] : tokenLines(token, now, trustOf, language, words)),
  ];
  return [terminal.heading(choiceText(device, language)), ...lines.map((line) => `  ${line}`)];
}

function familyText(family: CardFamily, language: Language, words: Say): string {
  const { name, series, blockedSince } = family;
  return blockedSince === undefined
    ? words('cli.cardProbably', { name, series })
    : words('cli.cardBlocked', { series, date: calendarDay(blockedSince, language) });
}

/** What the person can see for themselves, where the card does not tell. */
function unknownLines(language: Language, words: Say): readonly string[] {
  return [
    words('cli.cardUnknown'),
    words('cli.cardPrinted'),
    ...BLOCKED_SERIES.map(({ series, since }) =>
      words('cli.cardSeriesBlocked', { series, date: calendarDay(since, language) }),
    ),
  ];
}

function pivLines(
  { expires, pinTries, yubico, certificates }: PivReport,
  now: Date,
  trustOf: TrustIn,
  language: Language,
  words: Say,
): readonly string[] {
  return [
    ...(expires === null ? [] : [expiryText(expires, now, language, words)]),
    ...(yubico === null ? [] : yubicoLines(yubico, words)),
    triesText(pinTries, words),
    ...(certificates.length === 0 ? [words('cli.cardEmpty')] : []),
    ...certificates.flatMap((one) => certificateLines(one, now, trustOf, language)),
  ];
}

const TOKEN_PIN: Readonly<Record<TokenReport['pin'], CommandLineWordKey>> = {
  good: 'cli.cardTriesUnknown',
  low: 'cli.cardTriesFewer',
  'final-try': 'cli.cardTriesLast',
  locked: 'cli.cardPinLocked',
};

function tokenLines(
  { label, pin, certificates }: TokenReport,
  now: Date,
  trustOf: TrustIn,
  language: Language,
  words: Say,
): readonly string[] {
  return [
    words('cli.cardToken', { label: printable(label) }),
    words(TOKEN_PIN[pin]),
    ...(certificates.length === 0 ? [words('cli.cardEmpty')] : []),
    ...certificates.flatMap((one) => certificateLines(one, now, trustOf, language)),
  ];
}

/** The card may still be used on its last day. */
function expiryText(expires: string, now: Date, language: Language, words: Say): string {
  const hasEnded = expires < now.toISOString().slice(0, 10);
  const key = hasEnded ? 'cli.cardExpired' : 'cli.cardExpires';
  return words(key, { date: calendarDay(expires, language) });
}

function yubicoLines(
  { version, serial, touch }: NonNullable<PivReport['yubico']>,
  words: Say,
): readonly string[] {
  const slots = touch.map((slot) => slot.toUpperCase()).join(', ');
  return [
    words('cli.cardYubico', { version, ...(serial === null ? {} : { serial }) }),
    ...(slots === '' ? [] : [words('cli.cardTouch', { slots })]),
  ];
}

function triesText(tries: number | null, words: Say): string {
  if (tries === null) return words('cli.cardTriesUnknown');
  return tries === 0 ? words('cli.cardPinLocked') : words('cli.cardTries', { count: tries });
}
