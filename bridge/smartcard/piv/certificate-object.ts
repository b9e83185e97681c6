import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { readTlvs, type TlvList, tlvValue } from '../ber-tlv.ts';
import { unpackGzip, unpackZlib } from './packed-certificate.ts';

const CERTIFICATE = 0x70;
const SEQUENCE = 0x30;
/** How a certificate of any real size begins (X.690 §8.1), and how gzip does (RFC 1952 §2.3). */
const BEGINNINGS = [Uint8Array.of(SEQUENCE, 0x82), Uint8Array.of(0x1f, 0x8b, 0x08)] as const;
/** Net iD's own head: 01 00, and the length of the certificate in two bytes. Then comes zlib. */
const NET_ID_HEAD = 4;

/**
 * The certificate in a data object. Lengths and the byte that says "gzip" (CertInfo, SP 800-73-4 part
 * 1 appendix A) are not gone by, since cards have been seen that get them wrong, that put it there
 * without the 70 around it, or inside of one container more: what it begins with tells all.
 * @param bytes the object, inside its container
 * @returns X.509 DER, not looked at yet, at most 65,536 bytes; `null` for an object with nothing in it
 * @throws WardkeyError `device-garbled` for one with something else in it
 */
export function readCertificateObject(bytes: Uint8Array): Uint8Array | null {
  const members = readTlvs(bytes);
  for (const place of places(bytes, members)) {
    const found = certificateAt(place);
    if (found !== null) return found;
  }
  if (isEmpty(members)) return null;
  throw new WardkeyError('device-garbled', { facts: { reason: 'certificate' } });
}

/** Where it may begin, the likeliest place first. Each goes on to the end of the object. */
function* places(bytes: Uint8Array, members: TlvList): Generator<Uint8Array> {
  const from = (part: Uint8Array) => bytes.subarray(part.byteOffset - bytes.byteOffset);
  yield bytes;
  const own = tlvValue(members, CERTIFICATE);
  if (own !== undefined) yield from(own);
  const [first] = members.objects;
  if (first !== undefined) {
    yield from(first.value);
    const inner = tlvValue(readTlvs(from(first.value)), CERTIFICATE);
    if (inner !== undefined) yield from(inner);
  }
  const found = BEGINNINGS.map((begin) => Buffer.from(bytes).indexOf(begin)).filter(
    (at) => at >= 0,
  );
  if (found.length > 0) yield bytes.subarray(Math.min(...found));
}

/** @returns `null` where none begins */
function certificateAt(bytes: Uint8Array): Uint8Array | null {
  const [first, second = 0] = bytes;
  if (first === SEQUENCE) return byItsOwnLength(bytes);
  if (first === 0x1f && second === 0x8b) return unpackGzip(bytes);
  if (isZlib(bytes)) return unpackZlib(bytes);
  const afterHead = bytes.subarray(NET_ID_HEAD);
  return first === 0x01 && second === 0x00 && isZlib(afterHead) ? unpackZlib(afterHead) : null;
}

/** zlib's own frame (RFC 1950 §2.2), which some software writes and calls gzip. */
function isZlib([first, second]: Uint8Array): boolean {
  return first === 0x78 && second !== undefined && (0x7800 + second) % 31 === 0;
}

function byItsOwnLength(bytes: Uint8Array): Uint8Array {
  if (bytes[1] !== 0x82) return bytes;
  return bytes.subarray(0, 4 + ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0));
}

/** Padding alone, or a 70 with nothing in it. */
function isEmpty(members: TlvList): boolean {
  if (members.isFaulty) return false;
  return members.objects.length === 0 || tlvValue(members, CERTIFICATE)?.length === 0;
}
