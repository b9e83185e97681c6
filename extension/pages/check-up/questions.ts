import { WANTED, type Wanted } from '../../../shared/diagnosis/finding-row.ts';
import type { Circumstances } from '../../../shared/diagnosis/verdict.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type CheckUpWordKey, sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';

const WANTED_WORDS = {
  either: 'checkUp.wantedEither',
  key: 'checkUp.wantedKey',
  card: 'checkUp.wantedCard',
} as const satisfies Readonly<Record<Wanted, CheckUpWordKey>>;

const OTHER_WAYS = {
  unknown: 'checkUp.otherWayUnknown',
  yes: 'checkUp.otherWayYes',
  no: 'checkUp.otherWayNo',
} as const satisfies Readonly<Record<string, CheckUpWordKey>>;

/** What a person may say before the check-up begins. Nothing has to be said. */
export function questions(language: Language): {
  readonly element: HTMLElement;
  readonly choices: () => Circumstances;
} {
  const wanted = choice('wanted', 'checkUp.wantedLegend', WANTED_WORDS, language);
  const otherWay = choice('other-way', 'checkUp.otherWayLegend', OTHER_WAYS, language);
  return {
    element: element('div', { class: 'questions' }, wanted.element, otherWay.element),
    choices: () => {
      const said = otherWay.value();
      return {
        wanted: WANTED.find((one) => one === wanted.value()) ?? 'either',
        hasOtherWay: said === 'unknown' ? null : said === 'yes',
      };
    },
  };
}

/** The same question beside a verdict: there are steps that only some may take. */
export function otherWayQuestion(
  onAnswer: (hasOtherWay: boolean) => void,
  language: Language,
): HTMLElement {
  const answers = [
    button({
      text: sayInCheckUp(language, 'checkUp.otherWayYes'),
      action: 'other-way-yes',
      onPress: () => onAnswer(true),
    }),
    button({
      text: sayInCheckUp(language, 'checkUp.otherWayNo'),
      action: 'other-way-no',
      onPress: () => onAnswer(false),
    }),
  ];
  return element(
    'fieldset',
    { class: 'asked' },
    element('legend', {}, sayInCheckUp(language, 'checkUp.otherWayLegend')),
    element('p', {}, sayInCheckUp(language, 'checkUp.otherWayWhy')),
    element('div', { class: 'buttons' }, ...answers),
  );
}

/** Radio buttons of which the first is chosen. */
function choice(
  name: string,
  legend: CheckUpWordKey,
  options: Readonly<Record<string, CheckUpWordKey>>,
  language: Language,
): { readonly element: HTMLElement; readonly value: () => string } {
  const inputs = Object.keys(options).map((value, index) =>
    element('input', { type: 'radio', name, value, ...(index === 0 ? { checked: '' } : {}) }),
  );
  const labels = Object.values(options).map((key, index) =>
    element('label', {}, inputs[index] ?? '', element('span', {}, sayInCheckUp(language, key))),
  );
  return {
    element: element(
      'fieldset',
      {},
      element('legend', {}, sayInCheckUp(language, legend)),
      ...labels,
    ),
    value: () => inputs.find(({ checked }) => checked)?.value ?? '',
  };
}
