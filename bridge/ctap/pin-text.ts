import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

export interface PinLimits {
  /** Code points. */
  readonly min: number;
  /** Code points. */
  readonly max: number;
}

/** The shortest PIN there is, in code points, whatever a key asks of new ones (CTAP 2.1 §6.5.1). */
export const LEAST_PIN_LENGTH = 4;

/** CTAP 2.1 §6.5.1: a PIN has at most 63 bytes, so that its padding to 64 ends in a zero byte. */
export const MAX_PIN_BYTES = 63;
const PADDED_PIN_BYTES = 64;

/**
 * A PIN padded with zeros to 64 bytes, as setPIN and changePIN encrypt it.
 * @returns 64 bytes, to be zeroed by the caller
 * @throws WardkeyError `pin-too-short`, `pin-too-long`
 */
export function paddedPin(pin: string, limits: PinLimits): Uint8Array {
  const padded = new Uint8Array(PADDED_PIN_BYTES);
  new TextEncoder().encodeInto(checkedPin(pin, limits), padded);
  return padded;
}

/**
 * The first 16 bytes of the PIN's SHA-256, as the key keeps it.
 * @returns 16 bytes, to be zeroed by the caller
 * @throws WardkeyError `pin-too-short`, `pin-too-long`
 */
export function pinHash(pin: string, limits: PinLimits): Uint8Array {
  const padded = paddedPin(pin, limits);
  const length = padded.findLastIndex((byte) => byte !== 0) + 1;
  const digest = createHash('sha256').update(padded.subarray(0, length)).digest();
  padded.fill(0);
  return digest.subarray(0, 16);
}

/** Why a PIN could not be sent, or `undefined`: `pin-too-short` or `pin-too-long`. */
export function pinProblem(pin: string, limits: PinLimits): ErrorCode | undefined {
  try {
    paddedPin(pin, limits).fill(0);
    return undefined;
  } catch (error) {
    if (error instanceof WardkeyError) return error.code;
    throw error;
  }
}

/** A PIN as the key counts it: Unicode NFC, UTF-8 (CTAP 2.1 §6.5.1). */
function checkedPin(pin: string, limits: PinLimits): string {
  // A key takes zero bytes at the end for padding, so they are no part of the PIN.
  const text = pin.normalize('NFC').replace(/\0+$/, '');
  const codePoints = Array.from(text).length;
  if (codePoints < limits.min) {
    throw new WardkeyError('pin-too-short', { facts: { minLength: limits.min } });
  }
  if (codePoints > limits.max || Buffer.byteLength(text, 'utf8') > MAX_PIN_BYTES) {
    throw new WardkeyError('pin-too-long', { facts: { maxBytes: MAX_PIN_BYTES } });
  }
  return text;
}
