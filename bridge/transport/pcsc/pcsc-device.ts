import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { within } from '../deadline.ts';
import type { CardAccess, CardChannel, CtapChannel, CtapDevice } from '../transport.ts';
import { isContactless, isOpenPgpOnly } from './atr.ts';
import { CardSession, type LostCode } from './card-session.ts';
import { PcscCardChannel } from './pcsc-card-channel.ts';
import { PcscChannel } from './pcsc-channel.ts';
import type { PcscLibrary } from './pcsc-library.ts';
import { ReadyContext } from './ready-context.ts';

/** How long a call that was given up may still hold the reader before an opening fails. */
const LOST_MS = 2_000;

/** One card from the moment it is put into a reader until it is taken out. */
export class PcscDevice implements CtapDevice {
  readonly id: string;
  readonly transport: 'nfc' | 'smart-card';
  readonly name: string;
  readonly card: CardAccess;
  readonly #library: PcscLibrary;
  #lost: { readonly ended: Promise<void>; readonly code: LostCode } | null = null;
  #removed = false;
  readonly #ready = new ReadyContext();
  /** Then not even a SELECT may go to it. */
  readonly #isOpenPgpOnly: boolean;
  /** Whether the card has let its FIDO applet be selected before. */
  #isFido = false;

  constructor(library: PcscLibrary, id: string, reader: string, atr: Uint8Array) {
    this.id = id;
    this.transport = isContactless(atr) ? 'nfc' : 'smart-card';
    this.name = reader;
    this.#library = library;
    const open = (signal: AbortSignal) => this.#openCard(signal);
    this.#isOpenPgpOnly = isOpenPgpOnly(atr);
    this.card = this.#isOpenPgpOnly ? { atr, only: 'OpenPGP', open } : { atr, open };
  }

  async open(signal: AbortSignal): Promise<CtapChannel> {
    if (this.#isOpenPgpOnly) throw this.#otherCard('device-not-fido');
    const channel = new PcscChannel(
      (opening) => this.#openSession(opening),
      this.transport === 'nfc',
    );
    try {
      await channel.open(signal);
      // A card that is known needs no transaction of its own for the selection: each exchange selects.
      if (!this.#isFido) await channel.select(signal);
      this.#isFido = true;
      return channel;
    } catch (error) {
      await channel.close();
      throw error;
    }
  }

  /** The card was taken out: whoever opens now would get the next card in this reader. Never rejects. */
  async remove(): Promise<void> {
    this.#removed = true;
    await this.#ready.end();
  }

  async #openCard(signal: AbortSignal): Promise<CardChannel> {
    signal.throwIfAborted();
    if (this.#isOpenPgpOnly) throw this.#otherCard('card-not-piv');
    return new PcscCardChannel((opening) => this.#openSession(opening));
  }

  #otherCard(code: 'device-not-fido' | 'card-not-piv'): WardkeyError {
    return new WardkeyError(code, { facts: { reader: this.name, reason: 'openpgp-only' } });
  }

  async #openSession(signal: AbortSignal): Promise<CardSession> {
    const facts = { reader: this.name };
    const lost = this.#lost;
    if (lost) {
      await within(lost.ended, {
        timeoutMs: LOST_MS,
        timeoutError: () => new WardkeyError(lost.code, { facts }),
        signal,
      });
    }
    if (this.#removed) throw new WardkeyError('device-removed', { facts });
    const onLost = (ended: Promise<void>, code: LostCode): void => {
      const entry = { ended, code };
      this.#lost = entry;
      void ended.then(() => {
        if (this.#lost === entry) this.#lost = null;
      });
    };
    return CardSession.open(this.#library, this.name, signal, { onLost, ready: this.#ready });
  }
}
