import { askCard } from '../../../bridge/transport/card-commands.ts';
import { IsoExchange } from '../../../bridge/transport/iso-exchange.ts';
import type {
  AskCard,
  CardAccess,
  CtapDevice,
  ReaderControl,
  Transport,
  TransportObserver,
} from '../../../bridge/transport/transport.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { VirtualCard } from '../card.ts';
import type { ReaderFeatures } from '../pcsc-reader/virtual-reader.ts';

/** What was sent and what came back, in hex: a line an APDU. */
export type Transcript = string[];

/** A card for code in the same process, without PC/SC. */
export function cardAccess(
  card: VirtualCard,
  transcript: Transcript = [],
  features?: ReaderFeatures,
): CardAccess {
  return {
    atr: card.atr,
    open: async () => ({
      read: async (signal, work) => {
        const iso = new IsoExchange(async (apdu) => {
          const answer = await card.transmit(apdu, signal);
          transcript.push(`${hex(apdu)} ${hex(answer)}`);
          return answer;
        });
        let needsReset = false;
        const ask: AskCard = (command) => {
          needsReset ||= command.once === true;
          return askCard(iso, command, 1_000, signal);
        };
        try {
          return await work(ask, {
            reader:
              features === undefined ? null : readerControl(features, () => (needsReset = true)),
            keepPower: () => {
              needsReset = false;
            },
          });
        } finally {
          if (needsReset) card.reset();
        }
      },
      close: async () => {},
    }),
  };
}

/** A reader that takes pcsc-lite's control codes. */
function readerControl(features: ReaderFeatures, onOnce: () => void): ReaderControl {
  return {
    featureRequest: 0x42000000 + 3400,
    control: async (code, data, { once }) => {
      if (once) onOnce();
      const answer = await features.control?.(code, data);
      if (answer === null || answer === undefined) throw new WardkeyError('pcsc-failed');
      return answer;
    },
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
