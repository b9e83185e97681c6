import type { IncomingMessage } from 'node:http';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Network } from './network.ts';

/** How a portal answered over https, whatever its certificate. */
export interface SecureVisit {
  readonly status: number;
  /** By the portal's clock; `null` where it tells none. */
  readonly date: Date | null;
  /** OpenSSL's name for what is wrong with the certificate; `null` for nothing. */
  readonly trouble: string | null;
  /** Of the certificate's issuer, where it names one. */
  readonly issuer: string | null;
}

/** How it answered over http. */
export interface PlainVisit {
  readonly status: number;
  /** Host that it sends to, where it sends somewhere. */
  readonly sentTo: string | null;
}

/** OpenSSL's names for a chain that ends in nobody whom the verifier knows. */
const UNKNOWN_ISSUER: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether the trouble with a certificate is that nobody known has issued it. */
export function isUnknownIssuer(trouble: string | null): boolean {
  return trouble !== null && UNKNOWN_ISSUER.has(trouble);
}

/**
 * Asks a portal for its first page, without credentials or anything else that tells of the person.
 * @param roots PEM certificates to trust
 * @throws the system's error when there is no answer; the signal's reason
 */
export async function visitSecurely(
  host: string,
  roots: readonly string[],
  network: Network,
  signal: AbortSignal,
): Promise<SecureVisit> {
  const address = await network.addressOf(host);
  const options = {
    host: address,
    port: network.httpsPort,
    servername: host,
    headers: { host },
    ca: [...roots],
    // What is wrong with the certificate is what we are here for.
    rejectUnauthorized: false,
    agent: false,
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  httpsGet(options, resolve).on('error', reject);
  const response = await promise;
  const { socket, statusCode: status = 0, headers } = response;
  const visit = { status, date: dateOf(headers.date), ...certificateOf(socket) };
  response.destroy();
  return visit;
}

/** The same over http, where a network that wants a sign-in of its own shows itself. */
export async function visitPlainly(
  host: string,
  network: Network,
  signal: AbortSignal,
): Promise<PlainVisit> {
  const address = await network.addressOf(host);
  const options = {
    host: address,
    port: network.httpPort,
    headers: { host },
    agent: false,
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  httpGet(options, resolve).on('error', reject);
  const response = await promise;
  const { statusCode: status = 0, headers } = response;
  response.destroy();
  return { status, sentTo: hostOf(headers.location, host) };
}

function certificateOf(socket: unknown): Pick<SecureVisit, 'trouble' | 'issuer'> {
  if (!(socket instanceof TLSSocket)) return { trouble: null, issuer: null };
  const { authorizationError: error } = socket;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : (error ?? null);
  const { O: organisation, CN: name } = socket.getPeerCertificate().issuer ?? {};
  const issuer = [organisation ?? name].flat()[0] ?? null;
  return { trouble: code === null ? null : String(code), issuer };
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}

function hostOf(location: string | undefined, host: string): string | null {
  if (location === undefined) return null;
  return URL.parse(location, `http://${host}`)?.hostname ?? null;
}
