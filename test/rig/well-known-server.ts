import type { IncomingMessage, RequestListener } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeCertificates } from '../portal/certificates.ts';

export interface WellKnownServer {
  /** Every request that came, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Connects to the server whatever the host and port of a URL, and trusts its authority. */
  readonly agent: Agent;
}

/** A real https server on the loopback for these hosts, until the test ends. */
export async function wellKnownServer(
  hosts: readonly string[],
  answer: RequestListener,
): Promise<WellKnownServer> {
  const { authority, certificate, privateKey } = await makeCertificates(hosts);
  const requests: IncomingMessage[] = [];
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const agent = new LoopbackAgent(port, authority);
  onTestFinished(async () => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { requests, agent };
}

const toLoopback: LookupFunction = (_host, options, callback) =>
  options.all === true
    ? callback(null, [{ address: '127.0.0.1', family: 4 }])
    : callback(null, '127.0.0.1', 4);

class LoopbackAgent extends Agent {
  readonly #port: number;

  constructor(port: number, ca: string) {
    super({ ca, lookup: toLoopback });
    this.#port = port;
  }

  override createConnection(...[options, callback]: Parameters<Agent['createConnection']>) {
    return super.createConnection({ ...options, port: this.#port }, callback);
  }
}
