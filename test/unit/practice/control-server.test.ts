import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ControlOrder } from '../../practice/control/control-messages.ts';
import { type ControlServer, startControlServer } from '../../practice/control/control-server.ts';

const STATE = { plugged: true, touchAwaited: false, pinTriesLeft: 8, credentials: 0 };
const orders: ControlOrder[] = [];
const listeners = new Set<() => void>();

let server: ControlServer;
let url: URL;

beforeEach(async () => {
  orders.length = 0;
  listeners.clear();
  server = await startControlServer({
    state: () => STATE,
    order: (order) => orders.push(order),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  url = new URL(server.url);
});

afterEach(() => server.close());

function connect(headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://${url.host}/control`, {
    headers: { origin: `http://${url.host}`, ...headers },
  });
  socket.on('error', () => {});
  return socket;
}

async function hello(socket: WebSocket, token: string): Promise<unknown> {
  await once(socket, 'open');
  socket.send(JSON.stringify({ token }));
  const answer = await Promise.race([
    once(socket, 'message').then(([data]) => JSON.parse(String(data))),
    once(socket, 'close').then(([code]) => code),
  ]);
  return answer;
}

async function get(path: string, host: string): Promise<number> {
  const response = await new Promise<number>((resolve, reject) => {
    request({ port: url.port, host: '127.0.0.1', path, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
  return response;
}

describe('the control server', () => {
  it('listens on loopback and serves its own files to its own host name only', async () => {
    expect(url.hostname).toBe('127.0.0.1');
    expect(await get('/', url.host)).toBe(200);
    expect(await get('/control.js', url.host)).toBe(200);
    expect(await get('/', `evil.example:${url.port}`)).toBe(404);
    expect(await get('/', `localhost:${url.port}`)).toBe(404);
    expect(await get('/../main.ts', url.host)).toBe(404);
  });

  it('opens to its token once, and gives another for a reload', async () => {
    const token = url.hash.slice(1);
    const first = await hello(connect(), token);
    expect(first).toMatchObject({ state: STATE, nextToken: expect.any(String) });
    expect(await hello(connect(), token)).toBe(4401);
    const { nextToken } = first as { nextToken: string };
    expect(await hello(connect(), nextToken)).toMatchObject({ state: STATE });
  });

  it('turns away other origins and other hosts', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { host: `localhost:${url.port}` },
    ]) {
      const socket = connect(headers);
      const [error] = await once(socket, 'error');
      expect(String(error)).toContain('403');
    }
    expect(await hello(connect(), url.hash.slice(1))).toMatchObject({ state: STATE });
  });

  it('takes orders only of its own kind, and only after the token', async () => {
    const socket = connect();
    await hello(socket, url.hash.slice(1));
    socket.send(JSON.stringify({ do: 'touch' }));
    await expect.poll(() => orders).toEqual([{ do: 'touch' }]);
    socket.send(JSON.stringify({ do: 'format-disk' }));
    expect((await once(socket, 'close'))[0]).toBe(4400);

    const early = connect();
    expect(await hello(early, '')).toBe(4401);
    expect(orders).toEqual([{ do: 'touch' }]);
  });

  it('sends the state at every change and stops when the page is gone', async () => {
    const socket = connect();
    await hello(socket, url.hash.slice(1));
    const next = once(socket, 'message');
    for (const listener of listeners) listener();
    expect(JSON.parse(String((await next)[0]))).toEqual({ state: STATE });
    socket.close();
    await expect.poll(() => listeners.size).toBe(0);
  });
});
