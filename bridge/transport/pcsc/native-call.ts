import { PcscError } from './pcsc-error.ts';

export type Handle = number | bigint;

/** A function of the PC/SC library that can be called on another thread. */
interface NativeFunction {
  readonly info: { readonly name: string };
  /** @param values what it takes, and at the end who is told what it returned */
  async(...values: readonly unknown[]): void;
}

/** The functions of the PC/SC library, and what of its structures depends on the system. */
export interface Native extends Readonly<Record<FunctionName, NativeFunction>> {
  /** Length of SCARD_READERSTATE.rgbAtr. */
  readonly atrBytes: number;
  /** Length of SCARD_IO_REQUEST. */
  readonly pciBytes: number;
}
export type FunctionName =
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
  | 'SCardTransmit'
  | 'SCardControl';

let underWay = 0;

/** How many calls into the library have not come back. */
export function pcscCallsUnderWay(): number {
  return underWay;
}

/** Calls on a thread of the pool. @throws PcscError for every return code but SCARD_S_SUCCESS */
export function call(func: NativeFunction, ...values: readonly unknown[]): Promise<void> {
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
