import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** The head of a command APDU (ISO/IEC 7816-4 §5.1). */
export interface ApduHead {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
}

export interface ApduResponse {
  readonly data: Uint8Array;
  /** SW1 and SW2. */
  readonly statusWord: number;
}

/** The longest data of a short APDU, in bytes. */
const MAX_SHORT_DATA = 255;
/** The same of an extended one. */
export const MAX_EXTENDED_DATA = 65_535;

/**
 * A command APDU in short encoding.
 * @param data at most 255 bytes
 * @param le length that is asked for, 256 for "all there is"; none when left out
 */
export function shortApdu(head: ApduHead, data: Uint8Array, le?: number): Uint8Array {
  if (data.length > MAX_SHORT_DATA) throw new RangeError('too long for a short APDU');
  const { cla, ins, p1, p2 } = head;
  const lc = data.length > 0 ? [data.length] : [];
  return Uint8Array.from([
    cla,
    ins,
    p1,
    p2,
    ...lc,
    ...data,
    ...(le === undefined ? [] : [le & 0xff]),
  ]);
}

/**
 * A command APDU in extended encoding that asks for all there is (Le 0000).
 * @param data 1 to 65,535 bytes
 */
export function extendedApdu(head: ApduHead, data: Uint8Array): Uint8Array {
  if (data.length === 0 || data.length > MAX_EXTENDED_DATA) {
    throw new RangeError('not a length for an extended APDU');
  }
  const apdu = new Uint8Array(7 + data.length + 2);
  apdu.set([head.cla, head.ins, head.p1, head.p2, 0, data.length >> 8, data.length & 0xff]);
  apdu.set(data, 7);
  return apdu;
}

/**
 * Takes the status word off.
 * @throws WardkeyError `device-removed` for less than 2 bytes: some drivers report a pulled card as
 *   a success with no answer
 */
export function parseResponse(response: Uint8Array): ApduResponse {
  const [sw1, sw2] = response.subarray(-2);
  if (sw1 === undefined || sw2 === undefined) throw new WardkeyError('device-removed');
  return { data: response.subarray(0, -2), statusWord: (sw1 << 8) | sw2 };
}

/** Whether a command ends in a Le of one byte (cases 2S and 4S of ISO/IEC 7816-3 §12.1). */
export function hasShortLe(apdu: Uint8Array): boolean {
  return apdu.length === 5 || isShortCase4(apdu);
}

/** Whether a command in short encoding has both data and Le (case 4S of ISO/IEC 7816-3 §12.1). */
export function isShortCase4(apdu: Uint8Array): boolean {
  const lc = apdu[4] ?? 0;
  return lc > 0 && apdu.length === 5 + lc + 1;
}
