import { createReadStream } from 'node:fs';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** The name by which a file argument means standard input. */
export const STANDARD_INPUT = '-';

/**
 * Reads a file that was named as an argument, `-` for standard input.
 * @param maxBytes a larger one is refused
 * @throws WardkeyError `file-unreadable`, the signal's reason
 */
export async function readInputFile(
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    const source = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
    signal.addEventListener('abort', () => source.destroy(), { once: true });
    for await (const part of source) {
      const bytes = Buffer.from(part);
      length += bytes.length;
      if (length > maxBytes) throw new RangeError('too large');
      parts.push(bytes);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new WardkeyError('file-unreadable', { cause, facts: { path } });
  }
  signal.throwIfAborted();
  return Buffer.concat(parts);
}
