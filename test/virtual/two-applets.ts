import { parseCommandApdu } from './applet/command-apdu.ts';
import type { VirtualCard } from './card.ts';
import type { FidoApplet } from './fido-applet.ts';
import type { PivCard } from './piv-card/piv-card.ts';

const SELECT = 0xa4;

/** One card with FIDO2 and PIV, of which one is selected at a time (ISO/IEC 7816-4 §12.2). */
export class TwoApplets implements VirtualCard {
  readonly atr: Uint8Array;
  readonly #fido: FidoApplet;
  readonly #piv: PivCard;
  #selected: VirtualCard;
  /** How often the card lost its power or was reset. */
  resets = 0;

  constructor(fido: FidoApplet, piv: PivCard) {
    this.#fido = fido;
    this.#piv = piv;
    this.#selected = piv;
    this.atr = piv.atr;
  }

  reset(): void {
    this.resets += 1;
    this.#fido.reset();
    this.#piv.reset();
    this.#selected = this.#piv;
  }

  async transmit(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    if (parseCommandApdu(apdu)?.ins !== SELECT) return this.#selected.transmit(apdu, signal);
    const isFido = await this.#fido.transmit(apdu, signal);
    if (isFido.at(-2) === 0x90) {
      // What was verified for PIV holds only as long as PIV is selected.
      this.#piv.reset();
      this.#selected = this.#fido;
      return isFido;
    }
    this.#selected = this.#piv;
    return this.#piv.transmit(apdu);
  }
}
