import { createServer, type Server } from 'node:https';
import { answer, send } from './answering.ts';
import { CareIdentity } from './care-identity.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { ALL_HOSTS, HOSTS, originOf, RP_ID } from './hosts.ts';
import { RelyingParty, type Verified } from './relying-party.ts';
import { PracticeState } from './state.ts';

/**
 * The practice portal: pages shaped like the real sign-in pages, on loopback, under the real host
 * names, with a real relying party behind them.
 */
export class PracticePortal {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  readonly certificates: Certificates;
  /** Every host that it answers for. */
  readonly hosts: readonly string[];
  /** What its hosts know: accounts, phones, cards. */
  readonly state: PracticeState;
  readonly #server: Server;

  private constructor(
    server: Server,
    certificates: Certificates,
    hosts: readonly string[],
    state: PracticeState,
  ) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the portal has no port');
    this.port = address.port;
    this.certificates = certificates;
    this.hosts = hosts;
    this.state = state;
    this.#server = server;
  }

  /**
   * Starts the portal with certificates and accounts of its own.
   * @param moreHosts names beside the catalogue's, for pages that a test has stand there
   */
  static async start(moreHosts: readonly string[] = []): Promise<PracticePortal> {
    const hosts = [...new Set([...ALL_HOSTS, ...moreHosts])];
    const certificates = await makeCertificates(hosts);
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
    return new PracticePortal(server, certificates, hosts, state);
  }

  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  get spkiHash(): string {
    return this.certificates.spkiHash;
  }

  /** PEM, for browsers that take an authority. */
  get authority(): string {
    return this.certificates.authority;
  }

  /**
   * Has a page without scripts stand at its address, such as a fixture, in the place of the portal's
   * own. Its host must be one of {@link hosts}.
   */
  stand({ url, html }: { readonly url: string; readonly html: string }): void {
    const { host, pathname } = new URL(url);
    if (!this.hosts.includes(host)) throw new RangeError(`not a host of the portal: ${host}`);
    this.state.stillPages.set(`${host}${pathname}`, html);
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
    const hosts = this.hosts.map((host) => `MAP ${host}:443 127.0.0.1:${this.port}`);
    return [...hosts, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(',');
  }

  /** Ends the portal and every connection to it. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}
