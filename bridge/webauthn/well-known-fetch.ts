import type { IncomingMessage } from 'node:http';
import type { Agent } from 'node:https';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** For all redirects together, in milliseconds: a person waits, and nothing has blinked yet. */
const FETCH_MS = 10_000;

const MAX_REDIRECTS = 5;

/** Far above what five labels need; in bytes. */
const MAX_DOCUMENT_LENGTH = 256 * 1024;

const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/** Fetches the document in which a relying party names its related origins, as parsed JSON. */
export type FetchWellKnown = (rpId: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Fetches `/.well-known/webauthn` of an RP ID (WebAuthn Level 3 §5.11.1): over https all the way,
 * without credentials, referrer or anything else that tells of the person.
 * @param agent how to connect; the system's own way if left out
 * @throws WardkeyError `rp-id-mismatch` with the `reason` for whatever is not a JSON document that was
 *   served well and in time; the signal's reason
 */
export function wellKnownFetch(agent?: Agent): FetchWellKnown {
  return async (rpId, signal) => {
    const end = AbortSignal.any([signal, AbortSignal.timeout(FETCH_MS)]);
    try {
      const url = new URL(`https://${rpId}/.well-known/webauthn`);
      return JSON.parse(await readText(await follow(url, agent, end)));
    } catch (cause) {
      signal.throwIfAborted();
      throw cause instanceof WardkeyError ? cause : refused('unreachable', cause);
    }
  };
}

/** @returns an answer with status 200 and JSON in it */
async function follow(
  first: URL,
  agent: Agent | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await request(url, agent, signal);
    const { statusCode, headers } = response;
    if (statusCode === 200 && isJson(headers['content-type'])) return response;
    response.destroy();
    if (statusCode === 200) throw refused('content-type');
    if (!REDIRECTS.includes(statusCode) || headers.location === undefined) throw refused('status');
    url = new URL(headers.location, url);
    if (url.protocol !== 'https:') throw refused('redirect-not-https');
  }
  throw refused('redirects');
}

async function request(
  url: URL,
  agent: Agent | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // Few sign-ins need it, and a browser waits for hello until all is loaded.
  const { get } = await import('node:https');
  const { hostname, port, pathname, search } = url;
  // From its parts, for a URL's user name and password would be sent as credentials.
  const options = { hostname, port, path: pathname + search, signal };
  const headers = { accept: 'application/json' };
  return new Promise((resolve, reject) => {
    get({ ...options, headers, ...(agent && { agent }) }, resolve).on('error', reject);
  });
}

function isJson(contentType = ''): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

async function readText(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    parts.push(part);
    length += part.length;
    if (length > MAX_DOCUMENT_LENGTH) throw refused('too-large');
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
}

function refused(reason: string, cause?: unknown): WardkeyError {
  return new WardkeyError('rp-id-mismatch', { cause, facts: { reason: `well-known-${reason}` } });
}
