import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 1024 * 1024;

/**
 * A request's body as JSON.
 * @throws Error above 1 MiB, SyntaxError when it is not JSON
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error('body too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
