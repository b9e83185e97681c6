import { askCard } from '../../../bridge/transport/card-commands.ts';
import { IsoExchange } from '../../../bridge/transport/iso-exchange.ts';
import type {
  AskCard,
  CardAccess,
  CtapDevice,
  Transport,
  TransportObserver,
} from '../../../bridge/transport/transport.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { VirtualCard } from '../card.ts';

/** What was sent and what came back, in hex: a line an APDU. */
export type Transcript = string[];

/** A card for code in the same process, without PC/SC. */
export function cardAccess(card: VirtualCard, transcript: Transcript = []): CardAccess {
  return {
    atr: card.atr,
    open: async () => ({
      read: async (signal, work) => {
        const iso = new IsoExchange(async (apdu) => {
          const answer = await card.transmit(apdu, signal);
          transcript.push(`${hex(apdu)} ${hex(answer)}`);
          return answer;
        });
        let isGivenOnce = false;
        const ask: AskCard = (command) => {
          isGivenOnce ||= command.once === true;
          return askCard(iso, command, 1_000, signal);
        };
        try {
          return await work(ask, null);
        } finally {
          if (isGivenOnce) card.reset();
        }
      },
      close: async () => {},
    }),
  };
}

/** Readers with cards in them, for a bridge in the same process. */
export class InProcessReaders implements Transport {
  readonly name = 'virtual-cards';
  readonly #cards: readonly (readonly [reader: string, card: VirtualCard])[];

  constructor(...cards: readonly (readonly [reader: string, card: VirtualCard])[]) {
    this.#cards = cards;
  }

  start(observer: TransportObserver): void {
    for (const [name, card] of this.#cards) observer.onAdd(device(name, card));
    observer.onProblem(null);
  }

  async stop(): Promise<void> {}
}

function device(name: string, card: VirtualCard): CtapDevice {
  const open = () => Promise.reject(new WardkeyError('device-not-fido'));
  return { id: `card ${name}`, transport: 'smart-card', name, card: cardAccess(card), open };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
