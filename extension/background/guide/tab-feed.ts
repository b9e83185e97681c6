/** Takes views to one page. */
export interface ViewPort<View> {
  postMessage(view: View | null): void;
}

/** Sends each page of a kind the view of its own tab, at connect and whenever that is new. */
export class TabFeed<View> {
  readonly #view: (tabId: number) => View | null;
  readonly #ports = new Map<ViewPort<View>, { readonly tabId: number; last: string }>();

  /** @param view builds the view of a tab; `null` takes down what is shown */
  constructor(view: (tabId: number) => View | null) {
    this.#view = view;
  }

  has(tabId: number): boolean {
    return [...this.#ports.values()].some((port) => port.tabId === tabId);
  }

  onPort(port: ViewPort<View>, tabId: number): void {
    this.#ports.set(port, { tabId, last: '' });
    this.publish(tabId);
  }

  onPortGone(port: ViewPort<View>): void {
    this.#ports.delete(port);
  }

  /** Sends what is new of one tab, or of all. What is as it was is not sent again. */
  publish(only?: number): void {
    for (const [port, to] of this.#ports) {
      if (only !== undefined && to.tabId !== only) continue;
      const view = this.#view(to.tabId);
      const text = JSON.stringify(view);
      if (text === to.last) continue;
      to.last = text;
      port.postMessage(view);
    }
  }
}
