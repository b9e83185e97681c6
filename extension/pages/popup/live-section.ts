import { element } from '../../ui/dom.ts';

/**
 * A part of the popup that is built again only when what it shows has changed, so that news of one
 * part does not take the focus out of another.
 */
export class LiveSection {
  readonly element: HTMLElement;
  #shown = '';

  /** @param name stable name for styles and tests: `data-section` */
  constructor(name: string) {
    this.element = element('section', { 'data-section': name, tabindex: '-1' });
  }

  /**
   * @param facts all that the content depends on
   * @param build makes the content; none hides the section
   */
  show(facts: unknown, build: () => readonly Node[]): void {
    const news = JSON.stringify(facts);
    if (news === this.#shown) return;
    this.#shown = news;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...build());
    this.element.hidden = this.element.childElementCount === 0;
    if (hadFocus) this.#focusFirst();
  }

  /** What had the focus is gone: the next thing to press, or the section itself, takes it. */
  #focusFirst(): void {
    (this.element.querySelector('button') ?? this.element).focus();
  }
}
