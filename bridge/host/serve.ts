import type { Readable } from 'node:stream';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { RemoteDesktop } from '../../shared/rpc/remote-desktop.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Machine } from '../diagnosis/machine.ts';
import type { CardWatch } from '../smartcard/card-watch.ts';
import type { WebAuthnClient } from '../webauthn/client.ts';
import { answerCheckUp } from './answer-check-up.ts';
import { answerKeySearch } from './answer-key-search.ts';
import { browserCaller, isOurExtension } from './caller.ts';
import { CardDesk, type CardSurroundings } from './card-desk.ts';
import { Ceremonies } from './ceremonies.ts';
import { frame } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { hasOtherWebEid } from './other-web-eid.ts';
import { RpcServer } from './rpc-server.ts';
import type { GuardedOutput } from './stdout-guard.ts';
import type { WebEid } from './web-eid.ts';

/** Unread bytes at which a browser that does not read counts as gone. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** What a host is made of. */
export interface HostParts {
  readonly keys: AttachedKeys;
  readonly client: WebAuthnClient;
  readonly cards: CardWatch;
  readonly webEid: WebEid;
  readonly aroundCards: CardSurroundings;
  /** This computer, as a check-up looks at it; put together when the first one begins. */
  machine(): Promise<Machine>;
  /** Whether the person works from afar, and through what. Never rejects. */
  remote?(): Promise<RemoteDesktop | null>;
  /** Why what the administrator has set could not be used, if so: whoever looks at the devices is told. */
  readonly trouble?: WardkeyError;
}

/** Where a host speaks. */
export interface HostStreams {
  readonly input: Readable;
  readonly output: GuardedOutput;
  /** Command line behind the program's own path, as the browser gave it. */
  readonly args: readonly string[];
  /** For what fails without a request that it could be answered to. */
  onTrouble(error: WardkeyError): void;
}

export interface ServingHost {
  /** Resolves once there is nobody to serve: the browser has gone, or was refused. */
  readonly ended: Promise<void>;
  /** Ends what runs and lets all devices go. */
  close(): Promise<void>;
}

/** Serves one extension over native messaging. The devices are watched from its hello on. */
export function serve(parts: HostParts, streams: HostStreams): ServingHost {
  const { keys, client, cards, webEid, aroundCards, machine, remote, trouble } = parts;
  const { input, output, args, onTrouble } = streams;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const ceremonies = new Ceremonies(client, (ceremony, event) =>
    server.notify('ceremony.event', { ceremony, event }),
  );
  const stop = new AbortController();
  const list = () => ({
    ...keys.list,
    problems: [...(trouble === undefined ? [] : [trouble.code]), ...keys.list.problems],
  });
  const caller = browserCaller(args);
  const desk = new CardDesk(cards, aroundCards);
  const server = new RpcServer({
    callerAllowed: isOurExtension(caller),
    ...(remote && { remote }),
    work: {
      'devices.list': list,
      'webauthn.create': (params, id) => ceremonies.create(params, id),
      'webauthn.get': (params, id) => ceremonies.get(params, id),
      'web-eid.status': () => ({ otherProgram: hasOtherWebEid(caller?.browser ?? 'chromium') }),
      'web-eid.authenticate': (params, id) =>
        ceremonies.run(id, (person, signal) => webEid.authenticate(params, person, signal)),
      'web-eid.get-signing-certificate': (params, id) =>
        ceremonies.run(id, (person, signal) =>
          webEid.getSigningCertificate(params, person, signal),
        ),
      'web-eid.sign': (params, id) =>
        ceremonies.run(id, (person, signal) => webEid.sign(params, person, signal)),
      'cards.list': () => desk.list(),
      'card.test': ({ card }, id) =>
        ceremonies.run(id, (person, signal) => desk.test(card, person, signal)),
      'key.try': (wish, id) =>
        ceremonies.run(id, async (person, signal) => {
          const { tryKey } = await import('../webauthn/trial/try-key.ts');
          return tryKey(keys, wish, person, signal);
        }),
      'key.sign-ins': (wish, id) =>
        ceremonies.run(id, (person, signal) => answerKeySearch(keys, wish, person, signal)),
      'key.reset': (_, id) =>
        ceremonies.run(id, async (person, signal) => {
          const { resetKey } = await import('../webauthn/reset-key.ts');
          await resetKey(keys, person, signal);
          return {};
        }),
      'ceremony.answer': (answer) => ceremonies.answer(answer),
      'check-up.run': async (wish) =>
        answerCheckUp(await machine(), wish, stop.signal, (progress) =>
          server.notify('check-up.progress', progress),
        ),
      'ceremony.cancel': (params) => ceremonies.cancel(params),
    },
    send: (message) => {
      const framed = frame(message);
      if (framed !== null) {
        output.write(framed);
      }
      if (output.waitingBytes > MAX_WAITING_BYTES) {
        end();
      }
      return framed !== null;
    },
    onReady: () => {
      keys.onChange(() => server.notify('devices.changed', list()));
      keys.start();
      cards.start();
    },
    onRefused: end,
    onTrouble,
  });
  const reader = new FrameReader({
    onMessage: (message) => server.receive(message),
    onTooLarge: () => server.refuse('message-too-large'),
    onBroken: () => {
      server.refuse('message-invalid');
      end();
    },
  });
  input.on('data', (chunk: Buffer) => reader.push(chunk));
  for (const event of ['end', 'error', 'close']) {
    input.once(event, end);
  }
  output.onClosed(end);
  return {
    ended,
    close: async () => {
      stop.abort(new WardkeyError('bridge-stopped'));
      ceremonies.stop('bridge-stopped');
      await Promise.all([keys.stop(), cards.stop()]);
      await output.flush();
    },
  };
}
