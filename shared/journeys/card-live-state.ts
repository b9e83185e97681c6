import type { CardCertificateState, CardList, CardState } from '../rpc/card.ts';
import type { Language } from '../settings/settings.ts';
import { sayOfCard } from '../words/card-words.ts';
import { sayInGuide } from '../words/guide-words.ts';
import { longDate } from '../words/long-date.ts';
import { explain } from '../words/words.ts';
import type { LiveState } from './live-state.ts';

const DAY_MS = 86_400_000;

/** How the cards stood when they were read. */
export interface CardsRead {
  readonly list: CardList;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a card that was read says of itself; `null` where it tells nothing that a sign-in needs. */
export function cardLiveState(
  language: Language,
  id: string,
  { list, at }: CardsRead,
): LiveState | null {
  const card = list.cards.find(({ device }) => device.id === id);
  return card === undefined ? null : (trouble(language, card, at) ?? wellBeing(language, card, at));
}

function trouble(
  language: Language,
  { device, family, piv }: CardState,
  at: number,
): LiveState | null {
  const problem = (text: string): LiveState => ({ tone: 'problem', text });
  if (device.problem !== undefined) {
    const { says, next } = explain(language, device.problem);
    return problem(`${says} ${next}`);
  }
  const blocked = Date.parse(`${family?.blockedSince ?? ''}T00:00:00Z`);
  if (family !== null && blocked <= at) {
    const facts = { series: family.series, date: longDate(language, blocked) };
    return problem(sayOfCard(language, 'card.familyBlocked', facts));
  }
  if (piv?.pinTries === 0) return problem(sayOfCard(language, 'card.locked'));
  const certificate = certificateOf(piv);
  if (certificate?.validity === 'ended') {
    const date = endOf(certificate, language, at);
    return problem(sayInGuide(language, 'live.cardEnded', { date }));
  }
  return certificate?.validity === 'not-yet'
    ? problem(sayInGuide(language, 'live.cardNotYet'))
    : null;
}

function wellBeing(language: Language, { piv }: CardState, at: number): LiveState | null {
  const certificate = certificateOf(piv);
  if (piv === null || certificate === undefined) return null;
  const { pinTries } = piv;
  const facts = {
    date: endOf(certificate, language, at),
    ...(pinTries !== null && pinTries > 1 && { tries: pinTries }),
  };
  const parts = [sayInGuide(language, 'live.cardGood', facts)];
  if (pinTries === 1) parts.push(sayOfCard(language, 'card.lastTry'));
  if (certificate.validity === 'renewable') parts.push(sayInGuide(language, 'live.cardRenewable'));
  return { tone: 'good', text: parts.join(' ') };
}

/** The one that signs its holder in. */
function certificateOf(piv: CardState['piv']): CardCertificateState | undefined {
  return piv?.certificates.find(({ purpose }) => purpose === 'authentication');
}

function endOf({ daysLeft }: CardCertificateState, language: Language, at: number): string {
  return longDate(language, at + daysLeft * DAY_MS);
}
