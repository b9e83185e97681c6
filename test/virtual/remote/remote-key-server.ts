import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyHub } from '../key-hub.ts';
import { RemoteClient } from './remote-client.ts';

/** Lets bridges in other processes reach the keys of a hub, over a Unix socket. */
export class RemoteKeyServer {
  /** For the transport in the other process. */
  readonly path: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(hub: KeyHub, folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'keys.sock');
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      new RemoteClient(hub, socket).serve();
    });
  }

  /** Listens in a folder of its own, which nobody but this user may enter. */
  static async start(hub: KeyHub): Promise<RemoteKeyServer> {
    // mkdtemp makes the folder with mode 0700.
    const folder = await mkdtemp(join(tmpdir(), 'wardkey-keys-'));
    const server = new RemoteKeyServer(hub, folder);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.#server.once('error', reject);
    server.#server.listen(server.path, resolve);
    await promise;
    return server;
  }

  /** Hangs up on every bridge and takes the socket away. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
