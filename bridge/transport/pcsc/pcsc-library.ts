/**
 * What Wardkey needs of the system's PC/SC library. Everything but `koffi-pcsc-library.ts` is
 * written against this, so that it does not depend on how the library is reached.
 *
 * Every call runs off the event loop and may block for as long as a card, another program or the
 * service likes: whoever calls puts a time-out above it, and an answer may come long after that.
 * Every call rejects with a {@link import('./pcsc-error.ts').PcscError}.
 */
export interface PcscLibrary {
  /**
   * SCardEstablishContext for the user.
   * @throws WardkeyError `pcsc-library-missing`
   */
  establishContext(): Promise<PcscContext>;
}

/** One connection to the PC/SC service. Calls on one context wait for one another. */
export interface PcscContext {
  /** @returns names of the readers, empty when there are none */
  listReaders(): Promise<readonly string[]>;
  /**
   * SCardGetStatusChange: waits until a reader's state is not the one named.
   * @returns the states as they are now, in the same order, also when the time is over
   */
  waitForChange(readers: readonly KnownState[], timeoutMs: number): Promise<readonly ReaderState[]>;
  /** Ends a wait that is going on. */
  cancelWait(): Promise<void>;
  /** SCardConnect, shared, with T=0 or T=1. */
  connect(reader: string): Promise<PcscCard>;
  release(): Promise<void>;
}

export interface KnownState {
  readonly reader: string;
  /** {@link ReaderState.state} of the last time, or 0 for "not known". */
  readonly state: number;
}

export interface ReaderState {
  readonly reader: string;
  /** Flags of {@link STATE} in the lower half; pcsc-lite counts events in the upper half. */
  readonly state: number;
  /** At most 36 bytes, empty when there is no card. */
  readonly atr: Uint8Array;
}

/** A connection to the card in a reader, shared with other programs. */
export interface PcscCard {
  readonly protocol: 'T=0' | 'T=1';
  beginTransaction(): Promise<void>;
  endTransaction(card: Disposition): Promise<void>;
  /**
   * @param apdu at least 4 bytes
   * @returns data and status word, as the library gave it: up to 65,538 bytes, possibly none
   */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  /**
   * SCardControl: speaks to the reader.
   * @returns at most 65,538 bytes, possibly none
   */
  control(code: number, data: Uint8Array): Promise<Uint8Array>;
  /** SCardReconnect after a reset by another program, or with a reset of the card. */
  reconnect(card: Disposition): Promise<void>;
  disconnect(card: Disposition): Promise<void>;
}

/** What becomes of the card. */
export type Disposition = 'leave' | 'reset';

/** SCARD_STATE_... flags, the same on every system. */
export const STATE = {
  UNKNOWN: 0x0004,
  UNAVAILABLE: 0x0008,
  EMPTY: 0x0010,
  PRESENT: 0x0020,
  MUTE: 0x0200,
} as const;

/** The name that stands for "readers come and go" in {@link PcscContext.waitForChange}. */
export const PNP_READER = '\\\\?PnP?\\Notification';
