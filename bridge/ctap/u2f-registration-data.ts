import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

export interface U2fRegistration {
  /** A point on P-256, uncompressed: 65 bytes. */
  readonly publicKey: Uint8Array;
  /** 1 to 255 bytes. */
  readonly keyHandle: Uint8Array;
  /** X.509, DER. */
  readonly certificate: Uint8Array;
  /** DER. */
  readonly signature: Uint8Array;
}

const RESERVED = 0x05;
const UNCOMPRESSED = 0x04;
const PUBLIC_KEY_LENGTH = 65;
const DER_SEQUENCE = 0x30;
/** The longest signature with P-256: a sequence of two integers of 33 bytes each. */
const MAX_SIGNATURE_LENGTH = 72;
const SEQUENCE_HEAD_LENGTH = 2;

/**
 * Takes the answer to a registration apart (U2F Raw Message Formats v1.2 §4.3): 05, public key (65),
 * length of the key handle (1), key handle, certificate, signature. Nothing tells the certificate's
 * length but its own head.
 * @throws WardkeyError `device-garbled`
 */
export function parseRegistration(data: Uint8Array): U2fRegistration {
  const publicKey = data.slice(1, 1 + PUBLIC_KEY_LENGTH);
  if (data[0] !== RESERVED || publicKey[0] !== UNCOMPRESSED) throw garbled('head');
  const handleStart = 2 + PUBLIC_KEY_LENGTH;
  const handleEnd = handleStart + (data[handleStart - 1] ?? 0);
  const keyHandle = data.slice(handleStart, handleEnd);
  const rest = data.subarray(handleEnd);
  const length = derLength(rest);
  const signature = signatureOf(rest.subarray(length));
  if (keyHandle.length === 0 || length > rest.length) throw garbled('truncated');
  return { publicKey, keyHandle, certificate: rest.slice(0, length), signature };
}

/** Without what stands behind it: keys exist that fill their answer up. */
function signatureOf(bytes: Uint8Array): Uint8Array {
  const [tag, length = 0] = bytes;
  const whole = tag === DER_SEQUENCE ? SEQUENCE_HEAD_LENGTH + length : bytes.length;
  if (whole === 0 || whole > MAX_SIGNATURE_LENGTH) throw garbled('signature');
  return bytes.slice(0, whole);
}

/** Bytes of the DER sequence at the start, its head included (X.690 §8.1.3). */
function derLength(bytes: Uint8Array): number {
  const [tag, first = 0, high = 0, low = 0] = bytes;
  if (tag !== DER_SEQUENCE) throw garbled('certificate');
  if (first < 0x80) return 2 + first;
  if (first === 0x81) return 3 + high;
  if (first === 0x82) return 4 + ((high << 8) | low);
  throw garbled('certificate');
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason: `u2f-registration-${reason}` } });
}
