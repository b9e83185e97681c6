/** A card as a reader sees it: what the virtual reader plays and the virtual applets are. */
export interface VirtualCard {
  /** Answer to reset, at most 33 bytes. */
  readonly atr: Uint8Array;
  /** Power off and on, or a warm reset: selection and per-power state are gone. */
  reset(): void;
  /**
   * One command APDU to its response APDU (data and status word, at least 2 bytes). May take as
   * long as it likes; `signal` tells that the card was pulled or the reader unplugged.
   */
  transmit(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}
