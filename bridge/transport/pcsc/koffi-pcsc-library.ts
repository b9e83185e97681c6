import koffi, { type LibraryHandle } from 'koffi';
import { RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { PcscError } from './pcsc-error.ts';
import type {
  Disposition,
  KnownState,
  PcscCard,
  PcscContext,
  PcscLibrary,
  ReaderState,
} from './pcsc-library.ts';
import { type PcscPlatform, pcscPlatform } from './platform.ts';

const SCOPE_USER = 0;
const SHARE_SHARED = 2;
const PROTOCOL_T0 = 1;
const PROTOCOL_T0_OR_T1 = 3;
const DISPOSITION: Readonly<Record<Disposition, number>> = { leave: 0, reset: 1 };

/** An extended answer: 65,536 bytes and the status word. */
const MAX_ANSWER_BYTES = 65_538;
const READER_LIST_BYTES = 8_192;
const MAX_READER_LIST_BYTES = 65_536;

type Handle = number | bigint;
type NativeFunction = ReturnType<LibraryHandle['func']>;
type CType = Parameters<typeof koffi.sizeof>[0];
interface Native extends Readonly<Record<FunctionName, NativeFunction>> {
  /** Length of SCARD_READERSTATE.rgbAtr. */
  readonly atrBytes: number;
  /** Length of SCARD_IO_REQUEST. */
  readonly pciBytes: number;
}
type FunctionName =
  | 'SCardEstablishContext'
  | 'SCardReleaseContext'
  | 'SCardListReaders'
  | 'SCardGetStatusChange'
  | 'SCardCancel'
  | 'SCardConnect'
  | 'SCardReconnect'
  | 'SCardDisconnect'
  | 'SCardBeginTransaction'
  | 'SCardEndTransaction'
  | 'SCardTransmit';

/**
 * The PC/SC library of this system: pcsc-lite, WinSCard or Apple's PCSC.framework. It is loaded at
 * the first context, so that a machine without it gets an error and not a crash.
 *
 * Calls block a thread of libuv's pool each: the monitor one for good, a mute card one until its
 * driver gives up. A worker for the monitor would cost 18 MB more, so the composition root makes the
 * pool larger instead.
 */
export function systemPcscLibrary(system: string = process.platform): PcscLibrary {
  const platform = pcscPlatform(system);
  let native: Native | null = null;
  return {
    establishContext: async () => {
      native ??= load(platform);
      const handle: [Handle] = [0];
      await call(native.SCardEstablishContext, SCOPE_USER, null, null, handle);
      return new KoffiContext(native, handle[0]);
    },
  };
}

function load(platform: PcscPlatform): Native {
  const { long, dword, handle, suffix } = platform;
  let library: LibraryHandle;
  try {
    library = koffi.load(platform.library);
  } catch (cause) {
    throw new WardkeyError('pcsc-library-missing', { cause });
  }
  const number = koffi.out(koffi.pointer(dword));
  const length = koffi.inout(koffi.pointer(dword));
  const newHandle = koffi.out(koffi.pointer(handle));
  const pci = koffi.struct({ dwProtocol: dword, cbPciLength: dword });
  const members = {
    szReader: 'const char *',
    pvUserData: 'void *',
    dwCurrentState: dword,
    dwEventState: dword,
    cbAtr: dword,
    rgbAtr: koffi.array('uint8_t', platform.atrBytes, 'Typed'),
  };
  const state = platform.packed ? koffi.pack(members) : koffi.struct(members);
  const states = koffi.inout(koffi.pointer(state));
  const define = (name: FunctionName, takes: CType[], ending = '') =>
    library.func(`${name}${ending}`, long, takes);
  return {
    atrBytes: platform.atrBytes,
    pciBytes: koffi.sizeof(pci),
    SCardEstablishContext: define('SCardEstablishContext', [dword, 'void *', 'void *', newHandle]),
    SCardReleaseContext: define('SCardReleaseContext', [handle]),
    SCardListReaders: define('SCardListReaders', [handle, 'str', 'void *', length], suffix),
    SCardGetStatusChange: define('SCardGetStatusChange', [handle, dword, states, dword], suffix),
    SCardCancel: define('SCardCancel', [handle]),
    SCardConnect: define('SCardConnect', [handle, 'str', dword, dword, newHandle, number], suffix),
    SCardReconnect: define('SCardReconnect', [handle, dword, dword, dword, number]),
    SCardDisconnect: define('SCardDisconnect', [handle, dword]),
    SCardBeginTransaction: define('SCardBeginTransaction', [handle]),
    SCardEndTransaction: define('SCardEndTransaction', [handle, dword]),
    SCardTransmit: define('SCardTransmit', [
      handle,
      koffi.pointer(pci),
      'void *',
      dword,
      'void *',
      'void *',
      length,
    ]),
  };
}

let underWay = 0;

/** How many calls into the library have not come back. */
export function pcscCallsUnderWay(): number {
  return underWay;
}

/** Calls on a thread of the pool. @throws PcscError for every return code but SCARD_S_SUCCESS */
function call(func: NativeFunction, ...values: readonly unknown[]): Promise<void> {
  underWay += 1;
  return new Promise((resolve, reject) => {
    func.async(...values, (error: unknown, result: number | bigint) => {
      underWay -= 1;
      if (error) return reject(error);
      // LONG is signed, and 64 bits wide on Linux.
      const returnCode = Number(BigInt.asUintN(32, BigInt(result)));
      if (returnCode === 0) return resolve();
      reject(new PcscError(func.info.name, returnCode));
    });
  });
}

class KoffiContext implements PcscContext {
  readonly #native: Native;
  readonly #handle: Handle;

  constructor(native: Native, handle: Handle) {
    this.#native = native;
    this.#handle = handle;
  }

  async listReaders(): Promise<readonly string[]> {
    try {
      return await this.#listReaders(READER_LIST_BYTES);
    } catch (error) {
      if (!(error instanceof PcscError)) throw error;
      if (error.returnCode === RETURN_CODE.NO_READERS_AVAILABLE) return [];
      if (error.returnCode !== RETURN_CODE.INSUFFICIENT_BUFFER) throw error;
      return this.#listReaders(MAX_READER_LIST_BYTES);
    }
  }

  async #listReaders(room: number): Promise<readonly string[]> {
    const names = Buffer.alloc(room);
    const length: [number] = [room];
    await call(this.#native.SCardListReaders, this.#handle, null, names, length);
    // A multi-string: names ended by a zero each, and an empty one at the end.
    const text = names.subarray(0, Math.min(length[0], room)).toString('utf8');
    return text.split('\0').filter((name) => name !== '');
  }

  async waitForChange(
    readers: readonly KnownState[],
    timeoutMs: number,
  ): Promise<readonly ReaderState[]> {
    const states = readers.map(({ reader, state }) => ({
      szReader: reader,
      pvUserData: null,
      dwCurrentState: state,
      dwEventState: state,
      cbAtr: 0,
      rgbAtr: new Uint8Array(this.#native.atrBytes),
    }));
    try {
      await call(this.#native.SCardGetStatusChange, this.#handle, timeoutMs, states, states.length);
    } catch (error) {
      if (!(error instanceof PcscError && error.returnCode === RETURN_CODE.TIMEOUT)) throw error;
    }
    return readers.map(({ reader }, index): ReaderState => {
      const state = states[index];
      if (!state) return { reader, state: 0, atr: new Uint8Array() };
      const length = Math.min(state.cbAtr, this.#native.atrBytes);
      return { reader, state: state.dwEventState, atr: state.rgbAtr.slice(0, length) };
    });
  }

  async cancelWait(): Promise<void> {
    await call(this.#native.SCardCancel, this.#handle);
  }

  async connect(reader: string): Promise<PcscCard> {
    const handle: [Handle] = [0];
    const protocol: [number] = [0];
    await call(
      this.#native.SCardConnect,
      this.#handle,
      reader,
      SHARE_SHARED,
      PROTOCOL_T0_OR_T1,
      handle,
      protocol,
    );
    return new KoffiCard(this.#native, handle[0], protocol[0]);
  }

  async release(): Promise<void> {
    await call(this.#native.SCardReleaseContext, this.#handle);
  }
}

class KoffiCard implements PcscCard {
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

  async endTransaction(): Promise<void> {
    await call(this.#native.SCardEndTransaction, this.#handle, DISPOSITION.leave);
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
