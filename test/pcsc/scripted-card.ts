import type { VirtualCard } from '../virtual/card.ts';

/** A contactless card, so that the device counts as an NFC key. */
const CONTACTLESS = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);
/** A card over contacts that offers T=0 only. */
export const T0_ATR = Uint8Array.of(0x3b, 0x00);

/** A card of a few lines: what a test says to each command APDU, in hex. */
export class ScriptedCard implements VirtualCard {
  readonly atr: Uint8Array;
  readonly received: string[] = [];
  resets = 0;
  readonly #answer: (apdu: string, signal: AbortSignal) => Promise<string> | string;

  constructor(
    answer: (apdu: string, signal: AbortSignal) => Promise<string> | string,
    atr: Uint8Array = CONTACTLESS,
  ) {
    this.#answer = answer;
    this.atr = atr;
  }

  reset(): void {
    this.resets += 1;
  }

  async transmit(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const command = Buffer.from(apdu).toString('hex');
    this.received.push(command);
    return Buffer.from(await this.#answer(command, signal), 'hex');
  }
}

/** Never answers; ends when the card is pulled. */
export function muteUntilPulled(signal: AbortSignal): Promise<string> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
