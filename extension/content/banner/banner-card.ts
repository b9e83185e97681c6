import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { element } from '../../ui/dom.ts';
import { settle } from '../../ui/in-place.ts';
import { adopt } from './adopt.ts';
import { parts } from './card-parts.ts';
import { CORNERS, type Corner, freeCorner } from './placement.ts';
import type { GuideMessage } from './speak.ts';

/** How long a page may go on changing before the card looks for its place again, in milliseconds. */
const SETTLE_MS = 150;

/**
 * How long the card stands on a page before it is read out, in milliseconds: screen readers tell what
 * changes in a live region, and not what one came with.
 */
const HEARD_AFTER_MS = 250;

/** How much of the card is shown: all, no side ways, the step with its device, the step alone. */
const SIZES = ['whole', 'brief', 'small', 'least'] as const;

/** The card: the step, its warning, the device, and the buttons. It stays clear of the page's form. */
export class BannerCard {
  readonly element: HTMLElement;
  readonly #send: (message: GuideMessage) => void;
  readonly #body = element('div', { class: 'body' });
  readonly #news = element('p', { class: 'news', role: 'status' });
  /** Of its own, so that a device that comes at the same moment does not cut the step short. */
  readonly #deviceNews = element('p', { class: 'news', role: 'status' });
  #view: BannerView | null = null;
  #showsContacts = false;
  /** Whether the person wants all of it, though it covers something. */
  #isGrown = false;
  /** Where the person put it; `null` as long as it finds its own place. */
  #chosen: Corner | null = null;
  #settle: ReturnType<typeof setTimeout> | undefined;
  /** The place that was read out; `null` before. */
  #toldPlace: string | null = null;
  #hears: ReturnType<typeof setTimeout> | undefined;
  /** What of the page had the focus before the card. */
  #cameFrom: HTMLElement | null = null;

  constructor(page: Document, send: (message: GuideMessage) => void) {
    this.#send = send;
    this.element = element('section', { class: 'card' }, this.#body, this.#news, this.#deviceNews);
    const onPageChange = (): void => this.#placeSoon();
    new MutationObserver(onPageChange).observe(page.documentElement, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden'],
    });
    this.element.addEventListener('focusin', ({ relatedTarget }) => {
      const isWithin = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (!isWithin) this.#cameFrom = relatedTarget instanceof HTMLElement ? relatedTarget : null;
    });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    addEventListener('resize', onPageChange, { passive: true });
    addEventListener('scroll', onPageChange, { passive: true });
  }

  /** Gives the card its looks. */
  dress(root: ShadowRoot): void {
    adopt(root);
  }

  /** The card came to a page, or came back to it. */
  arrive(): void {
    for (const news of [this.#news, this.#deviceNews]) news.textContent = '';
    this.#toldPlace = null;
    clearTimeout(this.#hears);
    this.#hears = setTimeout(() => {
      this.#hears = undefined;
      this.#tell();
    }, HEARD_AFTER_MS);
  }

  show(view: BannerView): void {
    if (this.#view?.place !== view.place) {
      this.#showsContacts = false;
      this.#isGrown = false;
    }
    this.#view = view;
    this.#build(view);
    if (this.#hears === undefined) this.#tell();
  }

  /** Has it read out as one: where the person is, what to do, and what to take care of. */
  #tell(): void {
    if (this.#view === null) return;
    const { place, heading, position, warnings, text, live } = this.#view;
    if (place !== this.#toldPlace) {
      this.#toldPlace = place;
      const told = [heading, position, ...warnings, text].filter((part) => part !== '');
      this.#news.textContent = told.map(ended).join(' ');
    }
    const device = live?.text ?? '';
    if (this.#deviceNews.textContent !== device) this.#deviceNews.textContent = device;
  }

  #build(view: BannerView): void {
    const before = this.#focused();
    this.element.lang = view.language;
    this.element.setAttribute('aria-label', view.labels.region);
    this.element.toggleAttribute('data-grown', this.#isGrown);
    const content = parts(view, {
      showsContacts: this.#showsContacts,
      showsAll: this.#isGrown,
      close: () => this.#send({ kind: 'guide.hide', hidden: true }),
      more: () => this.#grow(!this.#isGrown),
      warning: () => this.#readWarning(),
      move: () => this.#move(),
      pick: (journey) => this.#send({ kind: 'guide.pick', journey }),
      act: (act) => this.#act(act),
    });
    settle(this.#body, content);
    this.#place();
    if (before !== null) this.#keepFocus(before);
  }

  /** Where what had the focus is gone or not shown any more, the next thing to press takes it. */
  #keepFocus(before: Element): void {
    if (this.#focused()?.checkVisibility() === true) return;
    const choices = this.#body.querySelector<HTMLElement>('.choices');
    // Who is about to press a choice that goes shall not begin another one by that press.
    if (isChoice(before) && choices?.checkVisibility() === true) {
      choices.focus({ preventScroll: true });
      return;
    }
    // The buttons of the head are not all shown, and none of them is what the person came for.
    const next = '[data-action=warning], :is(.choices, .buttons) button';
    const buttons = this.#body.querySelectorAll<HTMLElement>(next);
    [...buttons].find((button) => button.checkVisibility())?.focus({ preventScroll: true });
  }

  /** What has the keyboard's focus in the card. */
  #focused(): Element | null {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }

  /** Escape leads out of what was opened last, and then back to where the person was on the page. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    // The page would take it for a dialog of its own.
    event.stopPropagation();
    if (this.#showsContacts) this.#act('contacts');
    else if (this.#isGrown) this.#grow(false);
    else if (this.#cameFrom?.isConnected) this.#cameFrom.focus();
  }

  #act(act: BannerView['buttons'][number]['act']): void {
    switch (act) {
      case 'contacts':
        this.#showsContacts = !this.#showsContacts;
        if (this.#view !== null) this.#build(this.#view);
        return;
      case 'sign-in':
        this.#send({ kind: 'guide.sign-in' });
        return;
      case 'check-up':
        this.#send({ kind: 'guide.check-up' });
        return;
      case 'panel':
        this.#send({ kind: 'guide.panel' });
        return;
      case 'finish':
        this.#send({ kind: 'guide.finish' });
        return;
      default:
        this.#send({ kind: 'guide.move', move: act });
    }
  }

  #grow(isGrown: boolean): void {
    this.#isGrown = isGrown;
    if (this.#view !== null) this.#build(this.#view);
  }

  #readWarning(): void {
    this.#grow(true);
    this.#body.querySelector<HTMLElement>('.warning')?.focus();
  }

  #move(): void {
    const at = CORNERS.indexOf(this.#chosen ?? this.#corner());
    this.#chosen = CORNERS[(at + 1) % CORNERS.length] ?? null;
    this.#place();
  }

  #corner(): Corner {
    return CORNERS.find((corner) => this.element.dataset['corner'] === corner) ?? CORNERS[0];
  }

  #placeSoon(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      const before = this.#focused();
      this.#place();
      if (before !== null) this.#keepFocus(before);
    }, SETTLE_MS);
  }

  /** In the corner that the person chose, or one that is free; as small as it must be for that. */
  #place(): void {
    if (!this.element.isConnected) return;
    for (const size of SIZES) {
      this.element.dataset['size'] = size;
      const { corner, isFree } = freeCorner(this.element, document);
      this.element.dataset['corner'] = this.#chosen ?? corner;
      if (isFree || this.#isGrown || this.#showsContacts) return;
    }
  }
}

function isChoice(button: Element): boolean {
  return button.getAttribute('data-action')?.startsWith('pick-') === true;
}

/** A heading is read out as a sentence of its own. */
function ended(text: string): string {
  return /[.?!:’”]$/.test(text) ? text : `${text}.`;
}
