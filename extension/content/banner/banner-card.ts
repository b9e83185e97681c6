import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { element } from '../../ui/dom.ts';
import { adopt } from './adopt.ts';
import { parts } from './card-parts.ts';
import { CORNERS, type Corner, freeCorner } from './placement.ts';
import type { GuideMessage } from './speak.ts';

/** How long a page may go on changing before the card looks for its place again, in milliseconds. */
const SETTLE_MS = 150;

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
    addEventListener('resize', onPageChange, { passive: true });
    addEventListener('scroll', onPageChange, { passive: true });
  }

  /** Gives the card its looks. */
  dress(root: ShadowRoot): void {
    adopt(root);
  }

  show(view: BannerView): void {
    const isNewPlace = this.#view?.place !== view.place;
    if (isNewPlace) {
      this.#showsContacts = false;
      this.#isGrown = false;
    }
    this.#view = view;
    this.#build(view);
    if (isNewPlace) {
      // Read out as one: where the person is, what to do, and what to take care of.
      const told = [view.heading, view.position, ...view.warnings, view.text];
      this.#news.textContent = told
        .filter((part) => part !== '')
        .map(ended)
        .join(' ');
    }
    const device = view.live?.text ?? '';
    if (this.#deviceNews.textContent !== device) this.#deviceNews.textContent = device;
    this.#place();
  }

  #build(view: BannerView): void {
    const focused = this.#focused();
    this.element.lang = view.language;
    this.element.setAttribute('aria-label', view.labels.region);
    this.#body.replaceChildren(
      ...parts(view, {
        showsContacts: this.#showsContacts,
        close: () => this.#send({ kind: 'guide.hide', hidden: true }),
        more: () => this.#grow(),
        move: () => this.#move(),
        pick: (journey) => this.#send({ kind: 'guide.pick', journey }),
        act: (act) => this.#act(act),
      }),
    );
    if (focused !== null) {
      const again = this.#body.querySelector<HTMLElement>(`[data-action="${focused}"]`);
      // The buttons of the head are not all shown, and none of them is what the person came for.
      const next = this.#body.querySelector<HTMLElement>(':is(.choices, .buttons) button');
      (again ?? next)?.focus({ preventScroll: true });
    }
  }

  #focused(): string | null {
    const root = this.element.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    return active?.getAttribute('data-action') ?? null;
  }

  #act(act: BannerView['buttons'][number]['act']): void {
    switch (act) {
      case 'contacts':
        this.#showsContacts = !this.#showsContacts;
        if (this.#view !== null) this.#build(this.#view);
        this.#place();
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

  #grow(): void {
    this.#isGrown = true;
    this.#place();
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
    this.#settle = setTimeout(() => this.#place(), SETTLE_MS);
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

/** A heading is read out as a sentence of its own. */
function ended(text: string): string {
  return /[.?!:’”]$/.test(text) ? text : `${text}.`;
}
