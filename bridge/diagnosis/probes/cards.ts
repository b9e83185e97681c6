import { FINDINGS, type FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { unlessAborted } from '../../ctap/unless-aborted.ts';
import { programsUsingCards } from '../card-programs.ts';
import type { CardSeen, CertificateSeen, Machine } from '../machine.ts';
import type { Probe } from '../probe.ts';

type PivSeen = NonNullable<Extract<CardSeen, { piv: unknown }>['piv']>;

type TokenSeen = NonNullable<Extract<CardSeen, { token: unknown }>['token']>;

const TOKEN_PINS: Readonly<Record<TokenSeen['pin'], FindingCode | null>> = {
  good: null,
  low: 'card-pin-low',
  'final-try': 'card-pin-last-try',
  locked: 'card-pin-locked',
};

/** Cards that have said nothing by then say nothing in time, in milliseconds. */
const ANSWER_MS = 1_700;
/** PIN tries from which a person should know that they run out. */
const FEW_TRIES = 2;

const CARD_TROUBLES: Partial<Record<ErrorCode, FindingCode>> = {
  'card-mute': 'card-mute',
  'device-busy': 'card-held',
};

/** What each card is, and how it and its certificates stand. No PIN try is spent. */
export const CARDS_PROBE: Probe = cardsProbe(false);

/** The same for a person who signs in with a card: what is a key may be that card as well. */
export const MEANT_CARDS_PROBE: Probe = cardsProbe(true);

function cardsProbe(isMeant: boolean): Probe {
  return {
    check: 'cards',
    async run({ machine, keysSettled, signal }) {
      const [seen] = await Promise.all([inTime(machine, signal), keysSettled]);
      if (seen === null) return silentCards(machine);
      // A security key on a reader is a card too, and has nothing to tell here.
      const keys = machine.keys.list.devices.filter(({ key }) => key !== undefined);
      const holders = seen.some((card) => 'problem' in card && card.problem === 'device-busy')
        ? await programsUsingCards(machine.root)
        : [];
      const cards = seen.map((card) => {
        const isKey = keys.some(({ name }) => name === card.reader);
        const found = cardFindings(card, { isKey, isMeant, holders }, machine);
        const isKeyAlone = isKey && found.length === 0 && !isAwaited(card);
        return { reader: card.reader, isKeyAlone, found };
      });
      const [first] = cards;
      if (first !== undefined && cards.every(({ isKeyAlone }) => isKeyAlone)) {
        return [{ code: 'card-is-key', facts: { reader: first.reader } }];
      }
      return besideGood(cards);
    },
  };
}

/** Whether only its middleware could tell what a card is, and has not done so in time. */
function isAwaited(card: CardSeen): boolean {
  return 'isTokenAwaited' in card && card.isTokenAwaited;
}

/** What another card may say that was left in another reader, and is none to sign in with. */
const OF_OTHERS: readonly FindingCode[] = [
  'card-unknown',
  'card-mute',
  'card-failing',
  'card-needs-middleware',
  'unanswered-card',
];

/** Where one card is well, another that nobody knows is not what keeps the person from signing in. */
function besideGood(
  cards: readonly { readonly reader: string; readonly found: readonly Finding[] }[],
): readonly Finding[] {
  const isGood = cards.some(
    ({ found }) => found.length > 0 && found.every(({ code }) => FINDINGS[code].weight === 'note'),
  );
  return cards.flatMap(({ reader, found }) =>
    isGood && found.some(({ code }) => OF_OTHERS.includes(code))
      ? [{ code: 'card-other', facts: { reader } }]
      : found,
  );
}

/** @returns `null` where the cards have said nothing by then */
async function inTime(machine: Machine, signal: AbortSignal): Promise<readonly CardSeen[] | null> {
  const soon = AbortSignal.timeout(ANSWER_MS * machine.patience);
  const reading = machine.cards(AbortSignal.any([signal, soon])).catch(asUnseen);
  try {
    return await unlessAborted(reading, soon);
  } catch (thrown) {
    signal.throwIfAborted();
    if (soon.aborted) return null;
    throw thrown;
  }
}

/** A card that says nothing is kept from it by another program, where there is one that could. */
async function silentCards({ root }: Machine): Promise<readonly Finding[]> {
  const holders = await programsUsingCards(root);
  return holders.length === 0
    ? [{ code: 'unanswered-card', facts: { check: 'cards' } }]
    : [{ code: 'card-held', facts: { program: holders.join(', ') } }];
}

/** Why cards cannot be seen at all is what the probe of the service tells. */
function asUnseen(thrown: unknown): readonly CardSeen[] {
  if (thrown instanceof WardkeyError) return [];
  throw thrown;
}

interface Beside {
  /** A security key on the reader, which has told of itself. */
  readonly isKey: boolean;
  /** The person signs in with a card, and not with a key. */
  readonly isMeant: boolean;
  /** Programs of which one holds the reader, where it is held. */
  readonly holders: readonly string[];
}

function cardFindings(
  card: CardSeen,
  { isKey, isMeant, holders }: Beside,
  machine: Machine,
): readonly Finding[] {
  const { reader } = card;
  if ('problem' in card) {
    const code = CARD_TROUBLES[card.problem] ?? 'card-failing';
    const program = code === 'card-held' && holders.length > 0 && { program: holders.join(', ') };
    return [{ code, facts: { reader, error: card.problem, ...program } }];
  }
  const { family, piv, otherApplet, token, isTokenAwaited } = card;
  const seen: Finding = { code: 'card-seen', facts: { reader } };
  if (family?.blockedSince !== undefined) {
    const { series, blockedSince: date } = family;
    return [seen, { code: 'card-series-blocked', facts: { reader, series, date } }];
  }
  if (piv !== null && !isHollow(piv)) return [seen, ...pivFindings(piv, machine)];
  if (token !== null) return [seen, ...tokenFindings(token, machine)];
  // Of a key that is a card too, its own software would know more; of others there is nothing to say.
  const needsMiddleware = otherApplet !== null || family !== undefined;
  const middleware: Finding = { code: 'card-needs-middleware', facts: { reader } };
  const silent: Finding = { code: 'unanswered-card', facts: { check: 'cards' } };
  if (isKey && isTokenAwaited) return isMeant ? [silent] : [];
  if (isKey) return needsMiddleware ? [middleware] : [];
  if (isTokenAwaited) return [seen, silent];
  if (needsMiddleware) return [seen, middleware];
  return [{ code: 'card-unknown', facts: { reader } }];
}

/** Some cards say yes to any SELECT: one that has nothing of PIV is none of those that do. */
function isHollow({ expires, pinTries, certificates }: PivSeen): boolean {
  return expires === null && pinTries === null && certificates.length === 0;
}

function pivFindings(
  { expires, pinTries, certificates }: PivSeen,
  machine: Machine,
): readonly Finding[] {
  const today = machine.now().toISOString().slice(0, 10);
  const found: (Finding | false)[] = [
    expires !== null && expires < today && { code: 'card-ended', facts: { date: expires } },
    pinTries === 0 && { code: 'card-pin-locked' },
    pinTries === 1 && { code: 'card-pin-last-try' },
    pinTries !== null &&
      pinTries > 1 &&
      pinTries <= FEW_TRIES && { code: 'card-pin-low', facts: { tries: pinTries } },
    certificates.length === 0 && { code: 'certificates-none' },
  ];
  return [
    ...found.filter((finding) => finding !== false),
    ...certificates.flatMap((one) => certificateFindings(one, machine)),
  ];
}

/** What the middleware shows of a card: flags in the place of counts (PKCS #11 v2.40 §3.3). */
function tokenFindings({ pin, certificates }: TokenSeen, machine: Machine): readonly Finding[] {
  const code = TOKEN_PINS[pin];
  return [
    ...(code === null ? [] : [{ code }]),
    ...(certificates.length === 0 ? [{ code: 'certificates-none' } as const] : []),
    ...certificates.flatMap((one) => certificateFindings(one, machine)),
  ];
}

/** Only what a person signs in with can keep them from signing in. */
const FOR_SIGN_IN = 'authentication';

function certificateFindings(one: CertificateSeen, machine: Machine): readonly Finding[] {
  if ('problem' in one) return [{ code: 'certificate-unreadable' }];
  if (one.purpose !== FOR_SIGN_IN) return [];
  const { state, daysLeft: days } = machine.validity(one.certificate);
  const facts = { date: one.certificate.notAfter.toISOString().slice(0, 10), days };
  switch (state) {
    case 'not-yet':
      return [
        {
          code: 'certificate-not-yet',
          facts: { date: one.certificate.notBefore.toISOString().slice(0, 10) },
        },
      ];
    case 'ended':
      return [{ code: 'certificate-ended', facts }];
    case 'renewable':
      return [{ code: 'certificate-ending', facts }];
    case 'good':
      return [];
  }
}
