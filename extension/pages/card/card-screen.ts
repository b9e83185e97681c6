import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { CardView } from '../../../shared/messages/card-view.ts';
import { sayOfCard } from '../../../shared/words/card-words.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { pictogram } from '../../ui/pictogram.ts';
import { progress } from '../../ui/progress.ts';
import { cardSection } from './card-section.ts';

/** The whole panel: every card that is in a reader, and how it stands. */
export class CardScreen {
  readonly #heading = element('h1', {});
  readonly #trouble = element('div', { role: 'alert' });
  readonly #cards = element('div', { class: 'cards', role: 'status' });
  readonly #test: (card: string) => void;
  #view: CardView | null = null;
  #shown = '';

  /** @param test tries a card out */
  constructor(root: HTMLElement, test: (card: string) => void) {
    this.#test = test;
    root.replaceChildren(
      element('header', { class: 'brand' }, pictogram('mark'), this.#heading),
      element('main', {}, this.#trouble, this.#cards),
    );
  }

  show(view: CardView): void {
    // Told again only when it changed, or a screen reader would read it out at every event.
    const news = JSON.stringify(view);
    if (news === this.#shown) return;
    this.#shown = news;
    this.#view = view;
    const title = sayOfCard(view.language, 'card.title');
    document.documentElement.lang = view.language;
    document.title = `${title} | Wardkey`;
    this.#heading.textContent = title;
    this.#trouble.replaceChildren();
    this.#cards.replaceChildren(...this.#contents(view));
  }

  /** A trial that did not begin. Stands until the next view. */
  fail(code: ErrorCode): void {
    if (this.#view === null) return;
    this.#trouble.replaceChildren(explanation(this.#view.language, code));
  }

  #contents({ language, list, problem, test }: CardView): readonly Node[] {
    if (problem !== null) return [explanation(language, problem)];
    if (list === null) return [progress(sayOfCard(language, 'card.reading'))];
    const problems = list.problems.map((code) => explanation(language, code));
    if (list.cards.length === 0 && problems.length === 0) {
      return [element('p', {}, sayOfCard(language, 'card.none'))];
    }
    const trial = (id: string) => (test?.card === id ? test : null);
    return [
      ...problems,
      ...list.cards.map((card) =>
        cardSection(card, { language, trial: trial(card.device.id), onTest: this.#test }),
      ),
    ];
  }
}
