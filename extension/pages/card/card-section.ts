import type { CardView } from '../../../shared/messages/card-view.ts';
import type { CardState } from '../../../shared/rpc/card.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type CardWordKey, sayOfCard } from '../../../shared/words/card-words.ts';
import { longDate } from '../../../shared/words/long-date.ts';
import { printable } from '../../../shared/words/printable.ts';
import { button } from '../../ui/button.ts';
import { deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { certificatesPart } from './certificates-part.ts';
import { trialPart } from './trial-part.ts';

export interface CardContext {
  readonly language: Language;
  /** What was tried out with this very card; `null` for nothing. */
  readonly trial: CardView['test'];
  readonly onTest: (card: string) => void;
}

/** One card: its reader, its kind, its tries and certificates, and the button that tries it out. */
export function cardSection(
  card: CardState,
  { language, trial, onTest }: CardContext,
): HTMLElement {
  const { device, piv, token } = card;
  const isBusy = trial !== null && trial.proof === undefined && trial.problem === undefined;
  const test = button({
    text: sayOfCard(language, 'card.test'),
    action: 'test-card',
    weight: 'main',
    onPress: () => onTest(device.id),
  });
  test.disabled = isBusy;
  return element(
    'section',
    { class: 'card' },
    element('h2', {}, deviceName(language, device)),
    ...(device.problem === undefined
      ? kindOf(card, language)
      : [explanation(language, device.problem)]),
    ...(token === undefined
      ? piv === null
        ? []
        : [triesText(piv.pinTries, language), ...certificatesPart(piv, language), test]
      : [tokenPin(token.pin, language), ...certificatesPart(token, language), test]),
    ...trialPart(trial, language),
  );
}

function kindOf({ family, otherApplet, piv, token }: CardState, language: Language): Node[] {
  const text = (key: CardWordKey, facts = {}) => element('p', {}, sayOfCard(language, key, facts));
  const kind =
    token !== undefined
      ? text('card.kindToken')
      : piv === null
        ? otherApplet === null
          ? text('card.kindUnknown')
          : text('card.kindOther', { name: printable(otherApplet) })
        : text('card.kindPiv');
  if (family === null) return [kind];
  const { name, series, isCertain, blockedSince } = family;
  if (blockedSince === undefined) {
    return [kind, text(isCertain ? 'card.familyCertain' : 'card.familyProbable', { name, series })];
  }
  const date = longDate(language, Date.parse(`${blockedSince}T00:00:00Z`));
  const blocked = sayOfCard(language, 'card.familyBlocked', { series, date });
  return [element('p', { class: 'attention' }, blocked)];
}

const TOKEN_PIN: Readonly<Record<NonNullable<CardState['token']>['pin'], CardWordKey>> = {
  good: 'card.triesUnknown',
  low: 'card.triesFewer',
  'final-try': 'card.lastTry',
  locked: 'card.locked',
};

function tokenPin(pin: keyof typeof TOKEN_PIN, language: Language): HTMLElement {
  const isCalm = pin === 'good' || pin === 'low';
  return element('p', isCalm ? {} : { class: 'attention' }, sayOfCard(language, TOKEN_PIN[pin]));
}

function triesText(tries: number | null, language: Language): HTMLElement {
  if (tries === null) return element('p', {}, sayOfCard(language, 'card.triesUnknown'));
  if (tries > 1) return element('p', {}, sayOfCard(language, 'card.tries', { tries }));
  const key = tries === 0 ? 'card.locked' : 'card.lastTry';
  return element('p', { class: 'attention' }, sayOfCard(language, key));
}
