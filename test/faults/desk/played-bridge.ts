import { answerKeySearch } from '../../../bridge/host/answer-key-search.ts';
import { CardDesk } from '../../../bridge/host/card-desk.ts';
import { rpcFailure } from '../../../bridge/host/rpc-failure.ts';
import { CardWatch } from '../../../bridge/smartcard/card-watch.ts';
import type { WebEidPerson } from '../../../bridge/smartcard/web-eid/web-eid-person.ts';
import { tryKey } from '../../../bridge/webauthn/trial/try-key.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CAPABILITIES } from '../../../shared/rpc/capabilities.ts';
import { KeySearch, KeyTry } from '../../../shared/rpc/key.ts';
import { PROTOCOL } from '../../../shared/rpc/limits.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { Rig } from '../../rig/rig.ts';
import type { VirtualCard } from '../../virtual/card.ts';
import { InProcessReaders } from '../../virtual/piv-card/in-process-reader.ts';

const Call = v.looseObject({ id: v.string(), method: v.string(), params: v.unknown() });

interface Listeners {
  readonly message: ((message: unknown) => void)[];
  readonly gone: (() => void)[];
}

/** What the browser gives for a native messaging port, with the product's own answers at its end. */
export class PlayedBridge {
  /** The browser's own words for why there is no port. */
  refusal: string | null = null;
  /** Whether anything comes back. */
  isMute = false;
  /** Whether it begins a check-up, tells of it, and never ends. */
  isStuck = false;
  /** The bridge ends when this is asked of it. */
  diesAt: string | null = null;
  protocol: number = PROTOCOL.max;
  card: VirtualCard | null = null;
  /** What the browser says went wrong; there only while it tells that a port is gone. */
  lastError: { readonly message: string } | undefined;
  readonly #rig: Rig;
  readonly #cardPerson: WebEidPerson;

  constructor(rig: Rig, cardPerson: WebEidPerson) {
    this.#rig = rig;
    this.#cardPerson = cardPerson;
  }

  connect(): object {
    const listeners: Listeners = { message: [], gone: [] };
    if (this.refusal !== null) queueMicrotask(() => this.#drop(listeners, this.refusal ?? ''));
    return {
      onMessage: { addListener: (one: (message: unknown) => void) => listeners.message.push(one) },
      onDisconnect: { addListener: (one: () => void) => listeners.gone.push(one) },
      postMessage: (message: unknown) => void this.#take(message, listeners),
      disconnect: () => {},
    };
  }

  #drop({ gone }: Listeners, text: string): void {
    this.lastError = { message: text };
    for (const tell of gone) tell();
    this.lastError = undefined;
  }

  async #take(message: unknown, listeners: Listeners): Promise<void> {
    const { id, method, params } = v.parse(Call, message);
    if (this.isMute || this.refusal !== null) return;
    if (this.diesAt === method) {
      this.#drop(listeners, 'Native host has exited.');
      return;
    }
    const say = (one: object) => {
      for (const tell of listeners.message) tell(structuredClone(one));
    };
    if (this.isStuck && method === 'check-up.run') {
      const news = { check: 'keys', outcome: null };
      say({ jsonrpc: '2.0', method: 'check-up.progress', params: news });
      return;
    }
    const answer = await this.#answer(method, params).then(
      (result) => ({ jsonrpc: '2.0', id, result }),
      (thrown: unknown) => rpcFailure(id, toWardkeyError(thrown)),
    );
    say(answer);
  }

  async #answer(method: string, params: unknown): Promise<unknown> {
    const { keys, person, stop } = this.#rig;
    switch (method) {
      case 'hello':
        return {
          protocol: this.protocol,
          bridge: { version: '1.0.0' },
          capabilities: [...CAPABILITIES],
        };
      case 'check-up.run':
        return { findings: this.#findings(), checks: [] };
      case 'key.try':
        return tryKey(keys, v.parse(KeyTry, params), person, stop.signal);
      case 'key.sign-ins':
        return answerKeySearch(keys, v.parse(KeySearch, params), person, stop.signal);
      case 'card.test':
        return this.#tryCard(stop.signal);
      default:
        throw new TypeError(`nobody asks for ${method}`);
    }
  }

  /** On a computer on which nothing else can be wrong: whether there is a key. */
  #findings(): readonly Finding[] {
    return this.#rig.keys.list.devices.length === 0 ? [{ code: 'key-none' }] : [];
  }

  async #tryCard(signal: AbortSignal): Promise<unknown> {
    const { card } = this;
    const readers = card === null ? [] : ([['Practice Reader', card]] as const);
    const watch = new CardWatch([new InProcessReaders(...readers)]);
    try {
      const desk = new CardDesk(watch, { middleware: null, cardTrustStore: undefined });
      const { cards: seen } = await desk.list();
      return await desk.test(seen[0]?.device.id ?? '', this.#cardPerson, signal);
    } finally {
      await watch.stop();
    }
  }
}
