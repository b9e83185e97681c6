import type { PopupView } from '../../shared/messages/views.ts';

/** Takes views to an open page. */
export interface PopupPort<View> {
  postMessage(view: View): void;
}

/** Sends every open page of a kind its view, at connect and whenever something changed. */
export class PopupFeed<View = PopupView> {
  readonly #view: () => Promise<View>;
  readonly #ports = new Set<PopupPort<View>>();
  #round = 0;

  /** @param view builds the view of this moment */
  constructor(view: () => Promise<View>) {
    this.#view = view;
  }

  get isOpen(): boolean {
    return this.#ports.size > 0;
  }

  onPort(port: PopupPort<View>): void {
    this.#ports.add(port);
    this.publish();
  }

  onPortGone(port: PopupPort<View>): void {
    this.#ports.delete(port);
  }

  /** Never rejects. */
  async publish(): Promise<void> {
    if (!this.isOpen) return;
    this.#round += 1;
    const round = this.#round;
    const view = await this.#view().catch(() => null);
    // A view that was overtaken by a later one would show the past.
    if (view === null || round !== this.#round) return;
    for (const port of this.#ports) port.postMessage(view);
  }
}
