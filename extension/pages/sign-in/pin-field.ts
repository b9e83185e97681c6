import { element } from '../../ui/dom.ts';

/**
 * How long the field stays shut after it was shown or the window got the focus, in milliseconds,
 * and how long no key may have been pressed before it opens. The window can come up while the
 * person types somewhere else: those keys must not become a PIN, for each wrong one costs a try.
 */
const PIN_GUARD_MS = 700;

/** Keys that move about or leave: they work while the field is shut. */
const MOVING_KEYS: ReadonlySet<string> = new Set([
  'Tab',
  'Escape',
  'Shift',
  'Control',
  'Alt',
  'Meta',
]);

export interface PinFieldEvents {
  /** The field takes keys now. */
  onOpen(): void;
  /** The field takes no keys, and is empty. */
  onShut(): void;
}

/** The box for the PIN. It holds what was typed no longer than until it is taken or shut. */
export class PinField {
  readonly input: HTMLInputElement;
  readonly #events: PinFieldEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new AbortController();
  #typed = false;

  constructor(events: PinFieldEvents) {
    this.#events = events;
    this.input = element('input', {
      id: 'pin',
      class: 'pin-input',
      type: 'password',
      autocomplete: 'off',
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      disabled: '',
    });
    this.input.addEventListener('input', () => {
      this.#typed = true;
    });
  }

  get isOpen(): boolean {
    return !this.input.disabled;
  }

  /** Begins the guard. The field opens by itself, and shuts when the window loses the focus. */
  start(): void {
    this.stop();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    window.addEventListener('focus', () => this.#guard(), { signal });
    window.addEventListener('blur', () => this.#shut(), { signal });
    window.addEventListener('keydown', (event) => this.#onKey(event), { signal, capture: true });
    this.#guard();
  }

  /** Shuts the field for good, or until the next start. */
  stop(): void {
    this.#listeners.abort();
    this.#shut();
  }

  /**
   * What was typed since the field opened, in the form that is sent (NFC, CTAP 2.1 §6.5.1); null
   * when it is shut or nothing was typed, so that an Enter from before counts for nothing.
   */
  read(): string | null {
    return this.isOpen && this.#typed ? this.input.value.normalize('NFC') : null;
  }

  #onKey(event: KeyboardEvent): void {
    if (this.isOpen || MOVING_KEYS.has(event.key)) return;
    event.preventDefault();
    // While the window has no focus, or after the PIN was sent, there is no guard to begin again.
    if (this.#timer !== undefined) this.#guard();
  }

  #guard(): void {
    this.#shut();
    this.#timer = setTimeout(() => this.#open(), PIN_GUARD_MS);
  }

  #open(): void {
    this.#timer = undefined;
    this.input.disabled = false;
    this.input.focus();
    this.#events.onOpen();
  }

  #shut(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#typed = false;
    this.input.value = '';
    this.input.disabled = true;
    this.#events.onShut();
  }
}
