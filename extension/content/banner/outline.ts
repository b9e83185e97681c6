import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { element } from '../../ui/dom.ts';

/** What can be pressed on a page. */
const PRESSABLE =
  'a, button, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], ' +
  '[role=listitem], [role=radio], input[type=submit], input[type=button], label, ' +
  '[data-test-cred-id], [data-value]';
const MOST = 600;
/** How often the outline looks where its target is, in milliseconds. */
const FOLLOW_MS = 200;
/** Between the target and the line, in CSS pixels. */
const GAP = 4;

/**
 * A frame around what the person has to press. It is drawn over the page, takes no click and moves
 * nothing of the page.
 */
export class Outline {
  readonly element = element('div', { class: 'outline', hidden: '' });
  #point: BannerView['point'] = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #target: Element | null = null;

  /** @param onPressed the person pressed what the frame is around */
  constructor(onPressed: () => void) {
    document.addEventListener(
      'click',
      ({ isTrusted, target }) => {
        if (isTrusted && target instanceof Node && this.#target?.contains(target)) onPressed();
      },
      { capture: true, passive: true },
    );
  }

  point(point: BannerView['point']): void {
    this.#point = point;
    clearInterval(this.#timer);
    if (point !== null) this.#timer = setInterval(() => this.#follow(), FOLLOW_MS);
    this.#follow();
  }

  #follow(): void {
    this.#target = this.#point === null ? null : targetOf(this.#point);
    this.element.hidden = this.#target === null;
    if (this.#target === null) return;
    const { left, top, width, height } = this.#target.getBoundingClientRect();
    const { style } = this.element;
    style.left = `${left - GAP}px`;
    style.top = `${top - GAP}px`;
    style.width = `${width + 2 * GAP}px`;
    style.height = `${height + 2 * GAP}px`;
  }
}

/** The first text that something visible carries, or the first selector that finds something. */
function targetOf({ texts, selectors }: NonNullable<BannerView['point']>): Element | null {
  const candidates = [...document.querySelectorAll(PRESSABLE)].slice(0, MOST).filter(isVisible);
  for (const text of texts) {
    const wanted = plain(text);
    const found = candidates.filter((candidate) => plain(labelOf(candidate)) === wanted);
    // The innermost: a list entry may hold the button that carries its text.
    const innermost = found.findLast(
      (one) => !found.some((other) => other !== one && one.contains(other)),
    );
    if (innermost !== undefined) return innermost;
  }
  for (const selector of selectors) {
    const found = [...document.querySelectorAll(selector)].find(isVisible);
    if (found !== undefined) return found;
  }
  return null;
}

function labelOf(found: Element): string {
  if (found instanceof HTMLInputElement)
    return /^(submit|button)$/.test(found.type) ? found.value : '';
  return found.textContent ?? '';
}

/** Texts differ between documents and pages in case, spaces and the form of quotes. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[\s>]+/g, '');
}

function isVisible(found: Element): boolean {
  return found.getClientRects().length > 0 && found.checkVisibility({ visibilityProperty: true });
}
