import { gunzipSync, inflateSync } from 'node:zlib';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { readTlvs, tlvValue } from '../ber-tlv.ts';

const CERTIFICATE = 0x70;
const INFO = 0x71;
/** CertInfo: the lowest bit says gzip (SP 800-73-4 part 1 appendix A). */
const COMPRESSED = 0x01;
/** More than any card holds, and little enough for whatever a card makes of it. */
const MAX_BYTES = 65_536;
const SEQUENCE = 0x30;

/**
 * The certificate in a data object. Cards have been seen that put it there without the 70 around
 * it, with a 70 that is too short for it, or compressed without saying so.
 * @param bytes the object, inside its container
 * @returns X.509 DER, not looked at yet, at most 65,536 bytes; `null` for an object without one
 * @throws WardkeyError `device-garbled`
 */
export function readCertificateObject(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === SEQUENCE) return bytes;
  const members = readTlvs(bytes);
  const value = tlvValue(members, CERTIFICATE);
  if (value === undefined || value.length === 0) return null;
  const info = tlvValue(members, INFO)?.[0] ?? 0;
  const [first, second = 0] = value;
  if (first === 0x1f && second === 0x8b) return unpacked(gunzipSync, value);
  // zlib's own frame (RFC 1950 §2.2), which some software writes and calls gzip.
  if (first === 0x78 && (0x7800 + second) % 31 === 0) return unpacked(inflateSync, value);
  if (first === SEQUENCE) return whole(bytes, value);
  if ((info & COMPRESSED) !== 0) return unpacked(gunzipSync, value);
  return value;
}

/** The certificate by its own length, where the object's is too short for it. */
function whole(bytes: Uint8Array, value: Uint8Array): Uint8Array {
  if (value[1] !== 0x82) return value;
  const length = 4 + ((value[2] ?? 0) << 8) + (value[3] ?? 0);
  if (length <= value.length) return value;
  return bytes.subarray(value.byteOffset - bytes.byteOffset).subarray(0, length);
}

function unpacked(
  unpack: (packed: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
  value: Uint8Array,
): Uint8Array {
  try {
    return new Uint8Array(unpack(value, { maxOutputLength: MAX_BYTES }));
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'certificate-gzip' } });
  }
}
