import type { Wardkey } from '../kit/wardkey.ts';
import type { ControlOrder, ControlState } from './control/control-messages.ts';
import type { ControlledKey } from './control/control-server.ts';

/** How often the key is looked at for changes that it does not announce, in milliseconds. */
const LOOK_MS = 150;

/** The virtual key of a running practice, in the hands of the control page. */
export class PracticeKey implements ControlledKey {
  readonly #wardkey: Wardkey;
  #plugged = true;

  constructor(wardkey: Wardkey) {
    this.#wardkey = wardkey;
  }

  state(): ControlState {
    const { key } = this.#wardkey;
    return {
      plugged: this.#plugged,
      touchAwaited: key.presence.awaited,
      pinTriesLeft: key.pinTriesLeft,
      credentials: key.credentials.length,
    };
  }

  order({ do: what }: ControlOrder): void {
    const { presence } = this.#wardkey.key;
    if (what === 'touch') presence.touch();
    if (what === 'deny') presence.refuse();
    if (what === 'plug' && !this.#plugged) this.#move(true);
    if (what === 'unplug' && this.#plugged) this.#move(false);
  }

  onChange(listener: () => void): () => void {
    let last = JSON.stringify(this.state());
    const timer = setInterval(() => {
      const now = JSON.stringify(this.state());
      if (now !== last) listener();
      last = now;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }

  #move(plugged: boolean): void {
    this.#plugged = plugged;
    const moved = plugged ? this.#wardkey.plug() : this.#wardkey.unplug();
    moved.catch((error) => console.error(`The key could not be moved: ${error}`));
  }
}
