import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  ControlHello,
  ControlOrder,
  type ControlState,
  type ControlUpdate,
} from './control-messages.ts';
import { OneTimeTokens } from './one-time-tokens.ts';

/** The virtual key, as far as the control page handles it. */
export interface ControlledKey {
  state(): ControlState;
  order(order: ControlOrder): void;
  /** Calls the listener at every change of the state; returns what ends that. */
  onChange(listener: () => void): () => void;
}

export interface ControlServer {
  /** Address of the control page, with a token in its fragment that works once. */
  readonly url: string;
  close(): Promise<void>;
}

/** How long a connection may stay silent before it says its token, in milliseconds. */
const HELLO_MS = 5_000;

function asset(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./${name}`, import.meta.url)), 'utf8');
}

/** The files of the page, by path: a closed list, so that no path of a request reaches the disk. */
function assets(): ReadonlyMap<string, { type: string; body: string }> {
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: asset('control.html') }],
    ['/control.css', { type: 'text/css; charset=utf-8', body: asset('control.css') }],
    [
      '/control.js',
      {
        type: 'text/javascript; charset=utf-8',
        body: stripTypeScriptTypes(asset('control-page.ts')),
      },
    ],
  ]);
}

/**
 * Serves the page from which a person handles the virtual key. Loopback only, random port. Any
 * page in any browser can reach a loopback port, so each request must carry exactly our host,
 * each socket exactly our origin, and each socket a token that works once.
 */
export async function startControlServer(key: ControlledKey): Promise<ControlServer> {
  const tokens = new OneTimeTokens();
  const files = assets();
  const server = createServer((request, response) => serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const file = files.get(request.url ?? '');
    if (request.headers.host !== host || request.method !== 'GET' || file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': file.type,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; connect-src ws://${host}; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.end(file.body);
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  server.on('upgrade', (request, socket, head) => {
    const ours =
      request.headers.host === host &&
      request.headers.origin === `http://${host}` &&
      request.url === '/control';
    if (!ours) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => attend(opened, key, tokens));
  });

  return {
    url: `http://${host}/#${tokens.issue()}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One connection of the page: its token first, then orders in and states out. */
function attend(socket: WebSocket, key: ControlledKey, tokens: OneTimeTokens): void {
  const deadline = setTimeout(() => socket.close(4401), HELLO_MS);
  let endUpdates: (() => void) | undefined;
  const send = (update: ControlUpdate): void => socket.send(JSON.stringify(update));

  socket.on('message', (data) => {
    const message = parse(String(data));
    if (endUpdates !== undefined) {
      const order = v.safeParse(ControlOrder, message);
      if (order.success) key.order(order.output);
      else socket.close(4400);
      return;
    }
    const hello = v.safeParse(ControlHello, message);
    if (!hello.success || !tokens.redeem(hello.output.token)) {
      socket.close(4401);
      return;
    }
    clearTimeout(deadline);
    send({ nextToken: tokens.issue(), state: key.state() });
    endUpdates = key.onChange(() => send({ state: key.state() }));
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(deadline);
    endUpdates?.();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
