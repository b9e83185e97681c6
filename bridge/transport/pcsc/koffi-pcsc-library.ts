import koffi, { type LibraryHandle } from 'koffi';
import { RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { call, type FunctionName, type Handle, type Native } from './native-call.ts';
import { NativeCard, PROTOCOL_T0_OR_T1, SHARE_SHARED } from './native-card.ts';
import { PcscError } from './pcsc-error.ts';
import type {
  KnownState,
  PcscCard,
  PcscContext,
  PcscLibrary,
  ReaderState,
} from './pcsc-library.ts';
import { type PcscPlatform, pcscPlatform } from './platform.ts';

const SCOPE_USER = 0;

const READER_LIST_BYTES = 8_192;
const MAX_READER_LIST_BYTES = 65_536;

/** Calls into other libraries of the system, for whoever has them declared: koffi has one owner. */
export const nativeCalls = {
  load: (path: string) => koffi.load(path),
  address: (buffer: Uint8Array) => koffi.address(buffer),
};

type CType = Parameters<typeof koffi.sizeof>[0];
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
    SCardControl: library.func(platform.control, long, [
      handle,
      dword,
      'void *',
      dword,
      'void *',
      dword,
      number,
    ]),
  };
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
    return new NativeCard(this.#native, handle[0], protocol[0]);
  }

  async release(): Promise<void> {
    await call(this.#native.SCardReleaseContext, this.#handle);
  }
}
