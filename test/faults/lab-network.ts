import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Network } from '../../bridge/diagnosis/network.ts';
import { SIGN_IN_HOSTS } from '../../shared/portals/sign-in-origins.ts';
import { type Certificates, makeCertificates } from '../portal/certificates.ts';

const HOUR_MS = 3_600_000;

const PLAIN = {
  redirect: ({ headers }, response) =>
    response.writeHead(301, { location: `https://${headers.host}/` }),
  captive: (_, response) => response.writeHead(302, { location: 'http://guest.example/' }),
  page: (_, response) => response.writeHead(200),
  'sign-in-first': (_, response) => response.writeHead(511),
  proxy: (_, response) => response.writeHead(407),
} as const satisfies Readonly<Record<string, RequestListener>>;

const SECURE = [
  'well',
  'wrong-name',
  'ended',
  'distrusted',
  'failing',
  'silent',
  'autumn-2026',
  'spring-2027',
] as const;
/** By the calendar of the portal that is `autumn-2026`. */
export const AUTUMN_2026 = new Date(2026, 10, 2, 8);
/** By the calendar of the portal that is `spring-2027`. */
export const SPRING_2027 = new Date(2027, 2, 1, 8);

export type PlainServer = keyof typeof PLAIN;
export type SecureServer = (typeof SECURE)[number];

/** Servers on this machine that answer as a portal does, and as what may stand in its place. */
export class LabNetwork {
  readonly #servers: Server[];
  readonly #ports: ReadonlyMap<string, number>;
  /** PEM, by the server whose certificate each has issued. */
  readonly #authorities: ReadonlyMap<SecureServer, string>;

  private constructor(
    servers: Server[],
    ports: ReadonlyMap<string, number>,
    authorities: ReadonlyMap<SecureServer, string>,
  ) {
    this.#servers = servers;
    this.#ports = ports;
    this.#authorities = authorities;
  }

  static async open(): Promise<LabNetwork> {
    const portal = await makeCertificates(SIGN_IN_HOSTS);
    const other = await makeCertificates(['other.example']);
    const ended = await makeCertificates(SIGN_IN_HOSTS, new Date(Date.now() - HOUR_MS));
    const unknown = await makeCertificates(SIGN_IN_HOSTS);
    const certificates: Readonly<Record<SecureServer, Certificates>> = {
      well: portal,
      'wrong-name': other,
      ended,
      distrusted: unknown,
      failing: portal,
      silent: portal,
      'autumn-2026': portal,
      'spring-2027': portal,
    };
    const answers: Partial<Record<SecureServer, RequestListener>> = {
      failing: (_, response) => response.writeHead(503).end(),
      silent: () => {},
      'autumn-2026': (_, response) =>
        response.writeHead(200, { date: AUTUMN_2026.toUTCString() }).end(),
      'spring-2027': (_, response) =>
        response.writeHead(200, { date: SPRING_2027.toUTCString() }).end(),
    };
    const opened = [
      ...SECURE.map((name) => {
        const { certificate: cert, privateKey: key } = certificates[name];
        const answer = answers[name] ?? ((_, response) => response.writeHead(200).end());
        return { name, server: createHttpsServer({ cert, key }, answer) };
      }),
      ...Object.entries(PLAIN).map(([name, answer]) => ({
        name,
        server: createHttpServer((request, response) => void answer(request, response).end()),
      })),
    ];
    const ports = new Map(
      await Promise.all(
        opened.map(async ({ name, server }) => [name, await listen(server)] as const),
      ),
    );
    const authorities = SECURE.map((name) => [name, certificates[name].authority] as const);
    return new LabNetwork(
      opened.map(({ server }) => server),
      ports,
      new Map(authorities),
    );
  }

  /** A network on which these two answer for every host; `null` for a port where nobody does. */
  with(
    secure: SecureServer | null,
    plain: PlainServer | null,
    { trustsAll = false }: { readonly trustsAll?: boolean } = {},
  ): Network {
    const authority = this.#authorities.get(secure ?? 'well') ?? '';
    const known = secure === 'distrusted' ? [] : [authority];
    // Port 1 is open nowhere.
    const portOf = (name: string | null) => (name === null ? 1 : (this.#ports.get(name) ?? 1));
    return {
      hasWayOut: () => true,
      addressOf: async () => '127.0.0.1',
      httpPort: portOf(plain),
      httpsPort: portOf(secure),
      publicRoots: known,
      machineRoots: () => (trustsAll ? [authority] : known),
    };
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
