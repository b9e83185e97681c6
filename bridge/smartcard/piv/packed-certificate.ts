import { inflateRawSync, inflateSync } from 'node:zlib';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';

/** More than any card holds, and little enough for whatever a card makes of it. */
const MAX_BYTES = 65_536;

/** Of gzip's head (RFC 1952 §2.3): its fixed bytes, where the flags are, and what they announce. */
const HEAD_BYTES = 10;
const FLAGS_AT = 3;
const FLAG = { headChecksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10 } as const;

/**
 * Unpacks zlib's frame (RFC 1950). What stands behind its end does not count.
 * @returns at most 65,536 bytes
 * @throws WardkeyError `device-garbled`
 */
export function unpackZlib(bytes: Uint8Array): Uint8Array {
  return unpacked(inflateSync, bytes);
}

/**
 * Unpacks gzip (RFC 1952). What stands behind its end does not count; Node's own would take that for
 * more of it, so that the head is passed over here.
 * @returns at most 65,536 bytes
 * @throws WardkeyError `device-garbled`
 */
export function unpackGzip(bytes: Uint8Array): Uint8Array {
  return unpacked(inflateRawSync, bytes.subarray(headLength(bytes)));
}

function headLength(bytes: Uint8Array): number {
  const flags = bytes[FLAGS_AT] ?? 0;
  let at = HEAD_BYTES;
  if ((flags & FLAG.extra) !== 0) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const text of [FLAG.name, FLAG.comment]) {
    if ((flags & text) === 0) continue;
    const end = bytes.indexOf(0x00, at);
    at = end < 0 ? bytes.length : end + 1;
  }
  return (flags & FLAG.headChecksum) === 0 ? at : at + 2;
}

function unpacked(
  unpack: (packed: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
  packed: Uint8Array,
): Uint8Array {
  try {
    return new Uint8Array(unpack(packed, { maxOutputLength: MAX_BYTES }));
  } catch (cause) {
    throw new WardkeyError('device-garbled', { cause, facts: { reason: 'certificate-gzip' } });
  }
}
