import { call, type Handle, type Native } from './native-call.ts';
import type { Disposition, PcscCard } from './pcsc-library.ts';

export const SHARE_SHARED = 2;
const PROTOCOL_T0 = 1;
export const PROTOCOL_T0_OR_T1 = 3;
const DISPOSITION: Readonly<Record<Disposition, number>> = { leave: 0, reset: 1 };

/** An extended answer: 65,536 bytes and the status word. */
const MAX_ANSWER_BYTES = 65_538;

/** A connection to a card through the functions of the PC/SC library. */
export class NativeCard implements PcscCard {
  readonly #native: Native;
  readonly #handle: Handle;
  readonly #answer = Buffer.alloc(MAX_ANSWER_BYTES);
  #protocol: number;

  constructor(native: Native, handle: Handle, protocol: number) {
    this.#native = native;
    this.#handle = handle;
    this.#protocol = protocol;
  }

  get protocol(): 'T=0' | 'T=1' {
    return this.#protocol === PROTOCOL_T0 ? 'T=0' : 'T=1';
  }

  async beginTransaction(): Promise<void> {
    await call(this.#native.SCardBeginTransaction, this.#handle);
  }

  async endTransaction(card: Disposition): Promise<void> {
    await call(this.#native.SCardEndTransaction, this.#handle, DISPOSITION[card]);
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    // Memory of our own: the library uses it from another thread, and it may hold a PIN.
    const command = Buffer.alloc(apdu.length);
    command.set(apdu);
    const answer = this.#answer;
    const length: [number] = [MAX_ANSWER_BYTES];
    const pci = { dwProtocol: this.#protocol, cbPciLength: this.#native.pciBytes };
    try {
      await call(
        this.#native.SCardTransmit,
        this.#handle,
        pci,
        command,
        command.length,
        null,
        answer,
        length,
      );
      return Uint8Array.from(answer.subarray(0, Math.min(length[0], MAX_ANSWER_BYTES)));
    } finally {
      command.fill(0);
      answer.fill(0, 0, Math.min(length[0], MAX_ANSWER_BYTES));
    }
  }

  async control(code: number, data: Uint8Array): Promise<Uint8Array> {
    const request = Buffer.from(data);
    const answer = this.#answer;
    const length: [number] = [0];
    await call(
      this.#native.SCardControl,
      this.#handle,
      code,
      request,
      request.length,
      answer,
      MAX_ANSWER_BYTES,
      length,
    );
    return Uint8Array.from(answer.subarray(0, Math.min(length[0], MAX_ANSWER_BYTES)));
  }

  async reconnect(card: Disposition): Promise<void> {
    const protocol: [number] = [0];
    await call(
      this.#native.SCardReconnect,
      this.#handle,
      SHARE_SHARED,
      PROTOCOL_T0_OR_T1,
      DISPOSITION[card],
      protocol,
    );
    this.#protocol = protocol[0];
  }

  async disconnect(card: Disposition): Promise<void> {
    await call(this.#native.SCardDisconnect, this.#handle, DISPOSITION[card]);
  }
}
