import { element } from '../../ui/dom.ts';

/**
 * How long the fields stay shut after it was shown or the window got the focus, in milliseconds,
 * and how long no key may have been pressed before they open. The window can come up while the
 * person types somewhere else: those keys must not become a PIN, for each wrong one costs a try.
 */
const PIN_GUARD_MS = 700;

/** Keys that move about or leave: they work while the fields are shut. */
const MOVING_KEYS: ReadonlySet<string> = new Set([
  'Tab',
  'Escape',
  'Shift',
  'Control',
  'Alt',
  'Meta',
]);

export interface PinFieldsEvents {
  /** The fields take keys now. */
  onOpen(): void;
  /** The fields take no keys, and are empty. */
  onShut(): void;
}

/** The boxes for PINs. They hold what was typed no longer than until it is taken or they are shut. */
export class PinFields {
  readonly inputs: readonly HTMLInputElement[];
  readonly #events: PinFieldsEvents;
  #isOpen = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new AbortController();
  #typed = false;

  /** @param ids of the boxes, in their order; the first gets the focus */
  constructor(ids: readonly string[], events: PinFieldsEvents) {
    this.#events = events;
    this.inputs = ids.map(pinInput);
    for (const input of this.inputs) {
      input.addEventListener('input', () => {
        this.#typed = true;
      });
    }
  }

  /** Begins the guard. The fields open by themselves, and shut when the window loses the focus. */
  start(): void {
    this.stop();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    window.addEventListener('focus', () => this.#guard(), { signal });
    window.addEventListener('blur', () => this.#shut(), { signal });
    window.addEventListener('keydown', (event) => this.#onKey(event), { signal, capture: true });
    this.#guard();
  }

  /** Shuts the fields for good, or until the next start. */
  stop(): void {
    this.#listeners.abort();
    this.#shut();
  }

  /**
   * What was typed since the fields opened, in the form that is sent (NFC, CTAP 2.1 §6.5.1); null
   * when they are shut or nothing was typed, so that an Enter from before counts for nothing.
   */
  read(): readonly string[] | null {
    if (!this.#isOpen || !this.#typed) return null;
    return this.inputs.map(({ value }) => value.normalize('NFC'));
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#isOpen || MOVING_KEYS.has(event.key)) return;
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
    this.#isOpen = true;
    for (const input of this.inputs) input.disabled = false;
    this.inputs[0]?.focus();
    this.#events.onOpen();
  }

  #shut(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#typed = false;
    this.#isOpen = false;
    for (const input of this.inputs) {
      input.value = '';
      input.disabled = true;
    }
    this.#events.onShut();
  }
}

function pinInput(id: string): HTMLInputElement {
  return element('input', {
    id,
    class: 'pin-input',
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    disabled: '',
  });
}
