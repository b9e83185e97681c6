import { endianness } from 'node:os';
import { MAX_MESSAGE_BYTES } from '../../shared/rpc/limits.ts';
import { FRAME_HEADER_BYTES } from './frame-reader.ts';

/**
 * One message as the browser reads it: its length in 4 bytes of the machine's byte order, then the
 * JSON text in UTF-8.
 * @returns `null` when the text is above MAX_MESSAGE_BYTES
 */
export function frame(message: unknown): Uint8Array | null {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  if (body.length > MAX_MESSAGE_BYTES) {
    return null;
  }
  const framed = Buffer.alloc(FRAME_HEADER_BYTES + body.length);
  if (endianness() === 'LE') {
    framed.writeUInt32LE(body.length);
  } else {
    framed.writeUInt32BE(body.length);
  }
  framed.set(body, FRAME_HEADER_BYTES);
  return framed;
}
