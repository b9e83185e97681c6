import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY } from './document.ts';
import type { PortalResponse } from './exchange.ts';
import { readBody } from './read-body.ts';
import { handlerFor } from './routes.ts';
import { STYLE_PATH, scriptSource, styleSource } from './scripts-source.ts';
import { sessionOf } from './session.ts';
import type { PracticeState } from './state.ts';

/** A fixture may hide parts of itself by style attributes, and runs no script. */
const STILL_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

interface Answer {
  /** `undefined` where there is no such page. */
  readonly reply: PortalResponse | undefined;
  readonly setCookie?: string;
}

/** What the portal answers to a request. @throws what a handler throws */
export async function answer(request: IncomingMessage, state: PracticeState): Promise<Answer> {
  const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'unknown'}`);
  const script = request.method === 'GET' ? await scriptSource(url.pathname) : undefined;
  if (script !== undefined) return { reply: { script } };
  if (url.pathname === STYLE_PATH) return { reply: { style: await styleSource() } };
  const still = request.method === 'GET' ? state.stillPage(url.host, url.pathname) : undefined;
  if (still !== undefined) return { reply: { still } };
  const handler = handlerFor(url.host, request.method ?? '', url.pathname);
  if (!handler) return { reply: undefined };
  const { session, setCookie } = sessionOf(request.headers.cookie);
  const body = request.method === 'POST' ? await readBody(request) : undefined;
  return { reply: await handler({ url, session, body, state }), ...(setCookie && { setCookie }) };
}

/** Sends an answer. */
export function send(
  response: ServerResponse,
  reply: PortalResponse | undefined,
  setCookie: string | undefined,
): void {
  response.setHeader('cache-control', 'no-store');
  const isStill = reply !== undefined && 'still' in reply;
  response.setHeader(
    'content-security-policy',
    isStill ? STILL_PAGE_POLICY : CONTENT_SECURITY_POLICY,
  );
  response.setHeader('x-content-type-options', 'nosniff');
  if (setCookie) response.setHeader('set-cookie', setCookie);
  if (reply === undefined) response.writeHead(404).end('no such page');
  else if ('redirect' in reply) response.writeHead(302, { location: reply.redirect }).end();
  else if ('json' in reply) end(response, 'application/json', JSON.stringify(reply.json));
  else if ('script' in reply) end(response, 'text/javascript', reply.script);
  else if ('style' in reply) end(response, 'text/css', reply.style);
  else end(response, 'text/html', 'still' in reply ? reply.still : reply.html);
}

function end(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
}
