import { setTimeout as sleep } from 'node:timers/promises';
import { PcscError } from '../../bridge/transport/pcsc/pcsc-error.ts';
import {
  type KnownState,
  type PcscCard,
  type PcscContext,
  type PcscLibrary,
  PNP_READER,
  type ReaderState,
  STATE,
} from '../../bridge/transport/pcsc/pcsc-library.ts';
import { RETURN_CODE } from '../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { VirtualCard } from '../virtual/card.ts';

/** SCARD_F_INTERNAL_ERROR, for which Wardkey has no sentence of its own. */
const INTERNAL_ERROR = 0x80100001;
/** SCARD_E_UNSUPPORTED_FEATURE, of a reader without a PIN pad. */
const UNSUPPORTED_FEATURE = 0x80100016;

/** What a reader of the stage holds. */
export type Holding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'mute' }
  | { readonly kind: 'card'; readonly card: VirtualCard; readonly held?: boolean };

/** How the service does: of each of these a real one is capable. */
export type ServiceState = 'running' | 'stopped' | 'denied' | 'hung' | 'failing' | 'no-library';

/** A PC/SC library over readers that a test sets up, below all that asks it. */
export class StagedPcsc implements PcscLibrary {
  state: ServiceState = 'running';
  readonly readers = new Map<string, Holding>();
  /** Whether the service has taken the readers up that are plugged in. */
  showsReaders = true;

  async establishContext(): Promise<PcscContext> {
    switch (this.state) {
      case 'no-library':
        throw new WardkeyError('pcsc-library-missing');
      case 'stopped':
        throw new PcscError('SCardEstablishContext', RETURN_CODE.NO_SERVICE);
      case 'denied':
        throw new PcscError('SCardEstablishContext', RETURN_CODE.SECURITY_VIOLATION);
      case 'failing':
        throw new PcscError('SCardEstablishContext', INTERNAL_ERROR);
      case 'hung':
        return new Promise(() => {});
      case 'running':
        return this.#context();
    }
  }

  #context(): PcscContext {
    const waiting = new AbortController();
    return {
      listReaders: async () => (this.showsReaders ? [...this.readers.keys()] : []),
      waitForChange: (known, timeoutMs) => this.#wait(known, timeoutMs, waiting.signal),
      cancelWait: async () => waiting.abort(),
      connect: async (reader) => this.#connect(reader),
      release: async () => {},
    };
  }

  async #wait(
    known: readonly KnownState[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<readonly ReaderState[]> {
    const states = known.map(({ reader, state }) => this.#stateOf(reader, state));
    const isNews = states.some(({ state }, index) => state !== known[index]?.state);
    if (!isNews) await sleep(timeoutMs, undefined, { signal, ref: false }).catch(() => {});
    return states;
  }

  #stateOf(reader: string, before: number): ReaderState {
    if (reader === PNP_READER) return { reader, state: before, atr: new Uint8Array() };
    const holding = this.readers.get(reader) ?? { kind: 'nothing' };
    switch (holding.kind) {
      case 'nothing':
        return { reader, state: STATE.EMPTY, atr: new Uint8Array() };
      case 'mute':
        return { reader, state: STATE.PRESENT | STATE.MUTE, atr: new Uint8Array() };
      case 'card':
        return { reader, state: STATE.PRESENT, atr: holding.card.atr };
    }
  }

  #connect(reader: string): PcscCard {
    const holding = this.readers.get(reader);
    if (holding?.kind === 'mute') {
      throw new PcscError('SCardConnect', RETURN_CODE.UNRESPONSIVE_CARD);
    }
    if (holding?.kind !== 'card') throw new PcscError('SCardConnect', RETURN_CODE.NO_SMARTCARD);
    if (holding.held === true) throw new PcscError('SCardConnect', RETURN_CODE.SHARING_VIOLATION);
    const { card } = holding;
    const { signal } = new AbortController();
    return {
      protocol: 'T=1',
      beginTransaction: async () => {},
      endTransaction: async () => {},
      transmit: (apdu) => card.transmit(apdu, signal),
      control: () => Promise.reject(new PcscError('SCardControl', UNSUPPORTED_FEATURE)),
      reconnect: async () => card.reset(),
      disconnect: async (disposition) => {
        if (disposition === 'reset') card.reset();
      },
    };
  }
}
