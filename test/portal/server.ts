import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { CareIdentity } from './care-identity.ts';
import { makeCertificates } from './certificates.ts';
import { CONTENT_SECURITY_POLICY } from './document.ts';
import type { PortalResponse } from './exchange.ts';
import { ALL_HOSTS, HOSTS, originOf, RP_ID } from './hosts.ts';
import { readBody } from './read-body.ts';
import { RelyingParty, type Verified } from './relying-party.ts';
import { handlerFor } from './routes.ts';
import { STYLE_PATH, scriptSource, styleSource } from './scripts-source.ts';
import { sessionOf } from './session.ts';
import { PracticeState } from './state.ts';

/**
 * The practice portal: pages shaped like the real sign-in pages, on loopback, under the real host
 * names, with a real relying party behind them.
 */
export class PracticePortal {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spkiHash: string;
  /** PEM, for browsers that take an authority. */
  readonly authority: string;
  /** What its hosts know: accounts, phones, cards. */
  readonly state: PracticeState;
  readonly #server: Server;

  private constructor(
    server: Server,
    certificates: { spkiHash: string; authority: string },
    state: PracticeState,
  ) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the portal has no port');
    this.port = address.port;
    this.spkiHash = certificates.spkiHash;
    this.authority = certificates.authority;
    this.state = state;
    this.#server = server;
  }

  /** Starts the portal with certificates and accounts of its own. */
  static async start(): Promise<PracticePortal> {
    const certificates = await makeCertificates(ALL_HOSTS);
    const relyingParty = new RelyingParty(
      RP_ID,
      [originOf(HOSTS.securityKey)],
      [originOf(HOSTS.portal)],
    );
    const state = new PracticeState(relyingParty, new CareIdentity());
    const server = createServer(
      { cert: certificates.certificate, key: certificates.privateKey },
      (request, response) => {
        answer(request, state).then(
          ({ reply, setCookie }) => send(response, reply, setCookie),
          (error) => response.writeHead(500).end(String(error)),
        );
      },
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new PracticePortal(server, certificates, state);
  }

  get relyingParty(): RelyingParty {
    return this.state.relyingParty;
  }

  /** The relying party's own verification results. */
  get verified(): Verified {
    return this.relyingParty.verified;
  }

  /** Value of Chromium's `--host-resolver-rules`: the portal's hosts, and no way to any other. */
  get hostResolverRules(): string {
    const hosts = ALL_HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${this.port}`);
    return [...hosts, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(',');
  }

  /** Ends the portal and every connection to it. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

interface Answer {
  /** `undefined` where there is no such page. */
  readonly reply: PortalResponse | undefined;
  readonly setCookie?: string;
}

async function answer(request: IncomingMessage, state: PracticeState): Promise<Answer> {
  const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'unknown'}`);
  const script = request.method === 'GET' ? await scriptSource(url.pathname) : undefined;
  if (script !== undefined) return { reply: { script } };
  if (url.pathname === STYLE_PATH) return { reply: { style: await styleSource() } };
  const handler = handlerFor(url.host, request.method ?? '', url.pathname);
  if (!handler) return { reply: undefined };
  const { session, setCookie } = sessionOf(request.headers.cookie);
  const body = request.method === 'POST' ? await readBody(request) : undefined;
  return { reply: await handler({ url, session, body, state }), ...(setCookie && { setCookie }) };
}

function send(
  response: ServerResponse,
  reply: PortalResponse | undefined,
  setCookie: string | undefined,
): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  if (setCookie) response.setHeader('set-cookie', setCookie);
  if (reply === undefined) response.writeHead(404).end('no such page');
  else if ('redirect' in reply) response.writeHead(302, { location: reply.redirect }).end();
  else if ('json' in reply) end(response, 'application/json', JSON.stringify(reply.json));
  else if ('script' in reply) end(response, 'text/javascript', reply.script);
  else if ('style' in reply) end(response, 'text/css', reply.style);
  else end(response, 'text/html', reply.html);
}

function end(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
}
