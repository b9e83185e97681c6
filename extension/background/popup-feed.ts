import type { PopupView } from '../../shared/messages/views.ts';

/** Takes views to an open page. */
export interface PopupPort<View> {
  postMessage(view: View): void;
}

/** What is known later than this after a page has opened comes in a view of its own, in ms. */
const FIRST_VIEW_MS = 300;

/** Sends every open page of a kind its view, at connect and whenever something changed. */
export class PopupFeed<View = PopupView> {
  readonly #view: () => Promise<View>;
  readonly #ports = new Set<PopupPort<View>>();
  /** Of those, the ones that are shown nothing yet. */
  readonly #held = new Set<PopupPort<View>>();
  #round = 0;

  /** @param view builds the view of this moment */
  constructor(view: () => Promise<View>) {
    this.#view = view;
  }

  get isOpen(): boolean {
    return this.#ports.size > 0;
  }

  /**
   * @param known what the first view waits for, but not long: nothing shall move under a finger
   *   because more is known a moment later. However it ends, the view is shown.
   */
  onPort(port: PopupPort<View>, known?: Promise<unknown>): void {
    this.#ports.add(port);
    if (known === undefined) {
      void this.publish();
      return;
    }
    this.#held.add(port);
    const show = () => {
      clearTimeout(timer);
      if (this.#held.delete(port)) void this.publish();
    };
    const timer = setTimeout(show, FIRST_VIEW_MS);
    known.then(show, show);
  }

  onPortGone(port: PopupPort<View>): void {
    this.#ports.delete(port);
    this.#held.delete(port);
  }

  /** Never rejects. */
  async publish(): Promise<void> {
    if (!this.isOpen) return;
    this.#round += 1;
    const round = this.#round;
    const view = await this.#view().catch(() => null);
    // A view that was overtaken by a later one would show the past.
    if (view === null || round !== this.#round) return;
    for (const port of this.#ports) {
      if (!this.#held.has(port)) port.postMessage(view);
    }
  }
}
