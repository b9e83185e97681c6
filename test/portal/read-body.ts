import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/**
 * A request's body: the fields of a form, or JSON.
 * @throws Error above 1 MiB, SyntaxError when it is neither
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error('body too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const isForm = request.headers['content-type']?.startsWith(FORM) === true;
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}
