import type { SignInView } from '../../../shared/messages/views.ts';

/** What the window needs of the browser. */
export interface WindowActions {
  /** Opens the page as a popup window near another window. @returns the new window's id */
  open(nearWindowId: number | null, focus: { readonly focused: boolean }): Promise<number>;
  close(windowId: number): Promise<void>;
  focus(windowId: number): Promise<void>;
  isOpen(windowId: number): Promise<boolean>;
}

/** Takes one view to a page of ours. */
export interface ViewPort {
  postMessage(view: SignInView): void;
}

export interface SignInWindowEvents {
  /** The window came or went. */
  onWindow(): void;
  /** The person closed it. */
  onClosedByPerson(): void;
}

/** How long the window shows that it worked before it goes, in milliseconds. */
const DONE_MS = 1_200;

/** The one sign-in window. It holds the current view and opens only when it is told to. */
export class SignInWindow {
  readonly #actions: WindowActions;
  readonly #events: SignInWindowEvents;
  readonly #ports = new Set<ViewPort>();
  #windowId: number | null = null;
  #opening = false;
  /** Whether it opened without the focus, and nobody brought it forward since. */
  #isAside = false;
  #view: SignInView | null = null;

  constructor(actions: WindowActions, events: SignInWindowEvents) {
    this.#actions = actions;
    this.#events = events;
  }

  /** Whether it tells why something failed: that is for the person to read, and names nobody. */
  get isTellingFailure(): boolean {
    return this.#windowId !== null && this.#view?.stage.type === 'failed';
  }

  /** `null` while none is open. */
  get id(): number | null {
    return this.#windowId;
  }

  /**
   * Takes over a window that an earlier worker opened, unless it was closed while no worker was
   * there to hear of it. No event tells of it: nothing has come or gone.
   */
  async adopt(windowId: number): Promise<void> {
    if (await this.#actions.isOpen(windowId)) this.#windowId = windowId;
  }

  /** Brings it before the person, where one is open. Never rejects. */
  async focus(): Promise<void> {
    this.#isAside = false;
    if (this.#windowId !== null) await this.#actions.focus(this.#windowId).catch(() => undefined);
  }

  /** Changes what is shown, without opening a window. */
  show(view: SignInView): void {
    this.#view = view;
    for (const port of this.#ports) port.postMessage(view);
  }

  /**
   * Opens the window unless it is open. Never rejects: without a window the time-out ends it all.
   * @param focused whether it takes the focus; one that opened without gets it when it is wanted
   */
  async open(nearWindowId: number | null, { focused } = { focused: true }): Promise<void> {
    if (focused && this.#isAside) await this.focus();
    if (this.#windowId !== null || this.#opening) return;
    this.#opening = true;
    this.#isAside = !focused;
    // Rejected when the browser is closing down, or allows no window: nothing to show it in.
    const windowId = await this.#actions.open(nearWindowId, { focused }).catch(() => null);
    const isWanted = this.#opening;
    this.#opening = false;
    if (windowId === null) return;
    if (!isWanted) {
      await this.#actions.close(windowId).catch(() => undefined);
      return;
    }
    this.#become(windowId);
    // It was wanted with the focus meanwhile.
    if (!focused && !this.#isAside) await this.focus();
    // Closed before its id was known here, it went without a word that could be understood.
    const isThere = await this.#actions.isOpen(windowId).catch(() => false);
    if (!isThere) this.onWindowRemoved(windowId);
  }

  /** Closes the window and gives the focus back. Never rejects. */
  async close(focusWindowId: number | null): Promise<void> {
    const windowId = this.#windowId;
    this.#opening = false;
    this.#view = null;
    if (windowId === null) return;
    this.#become(null);
    await this.#actions.close(windowId).catch(() => undefined);
    if (focusWindowId !== null) await this.#actions.focus(focusWindowId).catch(() => undefined);
  }

  /** Closes by itself after the person had the time to see that it worked. */
  closeSoon(focusWindowId: number | null): void {
    const view = this.#view;
    setTimeout(() => {
      if (this.#view === view) this.close(focusWindowId);
    }, DONE_MS);
  }

  onPort(port: ViewPort): void {
    this.#ports.add(port);
    if (this.#view !== null) port.postMessage(this.#view);
  }

  onPortGone(port: ViewPort): void {
    this.#ports.delete(port);
  }

  onWindowRemoved(windowId: number): void {
    if (windowId !== this.#windowId) return;
    this.#become(null);
    this.#view = null;
    this.#events.onClosedByPerson();
  }

  #become(windowId: number | null): void {
    this.#windowId = windowId;
    if (windowId === null) this.#isAside = false;
    this.#events.onWindow();
  }
}
