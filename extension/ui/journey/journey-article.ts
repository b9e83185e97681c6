import { journeyOf } from '../../../shared/journeys/catalogue.ts';
import { DOCUMENTS, type DocumentId } from '../../../shared/journeys/documents.ts';
import type { Journey, Step } from '../../../shared/journeys/journey.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type GuideWordKey, sayInGuide } from '../../../shared/words/guide-words.ts';
import { sayOfJourney } from '../../../shared/words/journey-words.ts';
import { button } from '../button.ts';
import { element } from '../dom.ts';
import { link } from './link.ts';

const ON_DEVICE = {
  computer: 'help.onComputer',
  phone: 'help.onPhone',
  both: 'help.onBoth',
} as const satisfies Readonly<Record<Step['device'], GuideWordKey>>;

export interface ArticleOptions {
  readonly language: Language;
  /** The step that its reader is at, from 1. */
  readonly current?: number | undefined;
  /** Shows another journey. */
  readonly onGoTo: (journey: string) => void;
  /** `h2` on a page of many, where its own title stands elsewhere. */
  readonly level: 'h2' | 'h3';
}

/** A whole journey: what one needs, each step with its warnings, questions, and where it is from. */
export function journeyArticle(journey: Journey, options: ArticleOptions): readonly Node[] {
  const { language, onGoTo } = options;
  const words = (name: string): string => sayOfJourney(language, journey.id, name);
  const heading = (key: GuideWordKey): HTMLElement =>
    element(options.level, {}, sayInGuide(language, key));
  const goTo = (id: string): HTMLElement =>
    button({
      text: sayOfJourney(language, id, 'title'),
      action: `go-${id}`,
      onPress: () => onGoTo(id),
    });
  const numbers = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, at) => at + 1);

  const parts: Node[] = [];
  if (journey.needs > 0) {
    const needs = numbers(journey.needs).map((n) => element('li', {}, words(`need${n}`)));
    parts.push(heading('help.needs'), element('ul', { class: 'plain-list' }, ...needs));
  }
  if (journey.options !== undefined) {
    parts.push(
      heading('help.options'),
      ...journey.options.map(({ goTo: id, recommended }, at) =>
        element(
          'div',
          { class: 'option' },
          element('strong', {}, words(`option${at + 1}`)),
          ...(recommended ? [element('span', {}, sayInGuide(language, 'help.chosenFirst'))] : []),
          element('p', {}, words(`about${at + 1}`)),
          goTo(id),
        ),
      ),
    );
  }
  parts.push(...warningsBefore(journey, 0, words));
  if (journey.steps.length > 0) {
    parts.push(
      heading('help.steps'),
      element('ol', { class: 'steps' }, ...journey.steps.map((step, at) => stepItem(step, at + 1))),
    );
  }
  if (journey.questions.length > 0) {
    parts.push(
      heading('help.questions'),
      ...journey.questions.flatMap(({ url }, at) => [
        element('p', { class: 'question' }, words(`question${at + 1}`)),
        element('p', {}, words(`answer${at + 1}`)),
        ...(url === undefined
          ? []
          : [element('p', {}, link(url, sayInGuide(language, 'help.open')))]),
      ]),
    );
  }
  parts.push(heading('help.done'), element('p', {}, words('done')));
  const related = [
    ...new Set([...(journey.next ? [journey.next] : []), ...journey.related]),
  ].filter((id) => journeyOf(id) !== undefined);
  if (related.length > 0) {
    parts.push(heading('help.related'), element('div', { class: 'related' }, ...related.map(goTo)));
  }
  parts.push(heading('help.documents'), sources(language, journey.documents));
  return parts;

  function stepItem(step: Step, n: number): HTMLElement {
    return element(
      'li',
      n === options.current ? { 'aria-current': 'step', class: 'current' } : {},
      ...warningsBefore(journey, n, words),
      element('p', {}, words(`step${n}`)),
      element('p', { class: 'quiet' }, sayInGuide(language, ON_DEVICE[step.device])),
      ...(step.url === undefined
        ? []
        : [element('p', {}, link(step.url, sayInGuide(language, 'help.open')))]),
    );
  }
}

function warningsBefore(
  { warnings }: Journey,
  step: number,
  words: (name: string) => string,
): readonly Node[] {
  return warnings.flatMap(({ before }, at) =>
    before === step ? [element('p', { class: 'take-care' }, words(`warning${at + 1}`))] : [],
  );
}

/** Where guidance is from, and of when it is. */
function sources(language: Language, documents: readonly DocumentId[]): HTMLElement {
  return element(
    'ul',
    { class: 'sources quiet' },
    ...documents.map((id) => {
      const found: { readonly title: string; readonly url?: string } = DOCUMENTS[id];
      const date = sayInGuide(language, `dates.${id}`);
      const text = sayInGuide(language, 'guide.from', { title: found.title, date });
      return element('li', {}, found.url === undefined ? text : link(found.url, text));
    }),
  );
}
