import { gunzipSync } from 'node:zlib';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { readTlvs, tlvValue } from '../ber-tlv.ts';

const CERTIFICATE = 0x70;
const INFO = 0x71;
/** CertInfo: the lowest bit says gzip (SP 800-73-4 part 1 appendix A). */
const COMPRESSED = 0x01;
/** More than any card holds, and little enough for whatever a card makes of it. */
const MAX_BYTES = 65_536;

/**
 * The certificate in a data object.
 * @param bytes the object, inside its container
 * @returns X.509 DER, not looked at yet, at most 65,536 bytes; `null` for an object without one
 * @throws WardkeyError `device-garbled`
 */
export function readCertificateObject(bytes: Uint8Array): Uint8Array | null {
  const members = readTlvs(bytes);
  const value = tlvValue(members, CERTIFICATE);
  if (value === undefined || value.length === 0) return null;
  const info = tlvValue(members, INFO)?.[0] ?? 0;
  // Cards have been seen that compress and do not say so.
  const isGzip = (info & COMPRESSED) !== 0 || (value[0] === 0x1f && value[1] === 0x8b);
  return isGzip ? unpacked(value) : value;
}

function unpacked(value: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(value, { maxOutputLength: MAX_BYTES }));
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'certificate-gzip' } });
  }
}
