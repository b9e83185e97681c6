import { connect } from 'node:net';
import type { ENDPOINT_STATES } from './neighbour-kinds.ts';

/**
 * Ports of the NHS port service, and those that NHS troubleshooting pages quote for Credential
 * Management itself. Source: nhs-credential-manager-prescription-signing at 5e22410, and
 * digital.nhs.uk troubleshooting pages, read November 2026.
 */
export const NHS_PORTS: readonly number[] = [43487, 44213, 45031, 46478, 48853, 43485, 55000];
/** Tells where Credential Management listens, and changes nothing. */
const QUESTION = '/PRS/GetPortNumber';

const HOST = '127.0.0.1';
const CONNECT_MS = 500;
const ANSWER_MS = 1_000;
const MAX_ANSWER = 8_192;

export interface LocalEndpoint {
  readonly port: number;
  readonly state: (typeof ENDPOINT_STATES)[number];
  /** Where the service says that Credential Management listens. */
  readonly leadsTo?: number;
}

/**
 * Asks each port on this computer once. Ports at which nobody listens are left out; a service that leads
 * to where nobody listens has a fault. Never rejects, and ends within two seconds.
 * @param patience how many times longer than that it may take
 */
export async function askLocalEndpoints(
  ports: readonly number[],
  patience = 1,
): Promise<readonly LocalEndpoint[]> {
  const asked = await Promise.all(ports.map((port) => askPort(port, patience)));
  const found = asked.filter((endpoint) => endpoint !== null);
  return Promise.all(
    found.map(async (endpoint) => {
      const { state, leadsTo } = endpoint;
      const isLost =
        state === 'service' && leadsTo !== undefined && !(await listens(leadsTo, patience));
      return isLost ? { ...endpoint, state: 'fault' } : endpoint;
    }),
  );
}

/** Whether anybody takes a call at a port; nothing is said to them. */
function listens(port: number, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: CONNECT_MS * patience });
    const finish = (does: boolean) => (): void => {
      socket.destroy();
      resolve(does);
    };
    socket.once('connect', finish(true)).once('timeout', finish(false));
    socket.once('error', finish(false));
  });
}

function askPort(port: number, patience: number): Promise<LocalEndpoint | null> {
  return new Promise((resolve) => {
    let text = '';
    let isOpen = false;
    let hasEnded = false;
    const socket = connect({ host: HOST, port });
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isOpen ? readAnswer(port, text, hasEnded) : null);
    };
    let timer = setTimeout(finish, CONNECT_MS * patience);
    socket.once('connect', () => {
      isOpen = true;
      clearTimeout(timer);
      timer = setTimeout(finish, ANSWER_MS * patience);
      socket.write(
        `GET ${QUESTION} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
      );
    });
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      if (text.length > MAX_ANSWER) finish();
    });
    const end = (): void => {
      hasEnded = true;
      finish();
    };
    socket.once('end', end).once('error', end);
  });
}

/** By the reply's own words; whoever says anything else, or hangs up, just listens there. */
function readAnswer(port: number, text: string, hasEnded: boolean): LocalEndpoint {
  if (text === '' && !hasEnded) return { port, state: 'silent' };
  const leadsTo = Number(/"portNumber"\s*:\s*"?(\d{1,5})\b/.exec(text)?.[1] ?? 0);
  if (leadsTo > 0 && leadsTo <= 65_535) return { port, state: 'service', leadsTo };
  return { port, state: /\bPR\d{5}\b/.test(text) ? 'fault' : 'open' };
}
