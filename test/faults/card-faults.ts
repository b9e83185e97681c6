import type { VirtualCard } from '../virtual/card.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { PivCardOptions } from '../virtual/piv-card/piv-options.ts';
import { inDays, practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import type { Fault } from './fault.ts';
import { putCard, READER } from './healthy-machine.ts';

const CARD = { part: 'card', wanted: 'card' } as const;
/** SP 800-73-4 part 1 table 3: the certificate of slot 9A. */
const CERTIFICATE_9A = 0x5fc105;

function card(options: PivCardOptions): Fault['break'] {
  return (machine) => putCard(machine, options);
}

/** Puts in a card of which the certificates begin and end so. */
export function datedCard(notBefore: Date, notAfter: Date): Fault['break'] {
  return async (machine) =>
    putCard(machine, { keys: await practiceKeys('p256', { notBefore, notAfter }) });
}

/** A card that answers every command with one status word. */
function stubborn(atr: string, ...statusWord: readonly [number, number]): VirtualCard {
  return {
    atr: Buffer.from(atr, 'hex'),
    reset: () => {},
    transmit: async () => Uint8Array.from(statusWord),
  };
}

function holding(other: VirtualCard): Fault['break'] {
  return (machine) => void machine.pcsc.readers.set(READER, { kind: 'card', card: other });
}

/** In the reader, and on the card. */
export const CARD_FAULTS: readonly Fault[] = [
  {
    ...CARD,
    name: 'no reader',
    cause: 'reader-none',
    break: (machine) => machine.pcsc.readers.clear(),
  },
  {
    ...CARD,
    name: 'no card in the reader',
    cause: 'card-none',
    break: (machine) => void machine.pcsc.readers.set(READER, { kind: 'nothing' }),
  },
  {
    ...CARD,
    part: 'reader',
    name: 'a security key on the reader, in the place of the card',
    cause: 'card-is-key',
    break: holding(new FidoApplet(new VirtualKey({ pin: '4321' }))),
  },
  {
    ...CARD,
    name: 'a card that is in the wrong way round, or broken',
    cause: 'card-mute',
    break: (machine) => void machine.pcsc.readers.set(READER, { kind: 'mute' }),
  },
  {
    ...CARD,
    name: 'a card of series 5 or 6 (hospital)',
    cause: 'card-series-blocked',
    break: holding(stubborn('3b6a00ff4a434f50343156323231', 0x6a, 0x82)),
  },
  {
    ...CARD,
    name: 'a card of series 5 or 6',
    cause: 'card-series-blocked',
    break: holding(stubborn('3bf91800008131fe454a434f503431563232af', 0x6a, 0x82)),
  },
  {
    ...CARD,
    name: 'a card of series 8, which is no PIV card',
    cause: 'card-needs-middleware',
    break: holding(stubborn('3bdb960080b1fe451f830031c064bafc10000f900007', 0x6a, 0x82)),
  },
  {
    ...CARD,
    name: 'a card that is none of ours',
    cause: 'card-unknown',
    break: holding(stubborn('3b6500000102030405', 0x6a, 0x82)),
  },
  {
    ...CARD,
    name: 'a card that says yes to everything and has nothing',
    cause: 'card-unknown',
    break: holding(stubborn('3b6500000102030406', 0x90, 0x00)),
  },
  {
    ...CARD,
    name: 'a card that answers everything with 6F00',
    cause: 'card-unknown',
    break: holding(stubborn('3b6500000102030407', 0x6f, 0x00)),
  },
  {
    ...CARD,
    name: 'a card that is gone whenever it is asked',
    cause: 'card-failing',
    break: holding({
      ...stubborn('3b6500000102030408', 0, 0),
      transmit: async () => new Uint8Array(),
    }),
  },
  {
    ...CARD,
    name: 'a card that never ends its answer',
    cause: null,
    finds: 'unanswered-card',
    isSlow: true,
    break: holding({
      ...stubborn('3b6500000102030409', 0x90, 0x00),
      transmit: () => new Promise(() => {}),
    }),
  },
  {
    ...CARD,
    name: 'a card past its last day',
    cause: 'card-ended',
    break: card({ expiry: inDays(-10) }),
  },
  {
    ...CARD,
    name: 'a passcode that is locked',
    cause: 'card-pin-locked',
    break: card({ tries: 0 }),
  },
  {
    ...CARD,
    name: 'a card without certificates',
    cause: 'certificates-none',
    break: card({ keys: {} }),
  },
  {
    ...CARD,
    name: 'a certificate that cannot be read',
    cause: 'certificate-unreadable',
    break: card({ objects: new Map([[CERTIFICATE_9A, Uint8Array.of(0x70, 0x03, 1, 2, 3)]]) }),
  },
  {
    ...CARD,
    name: 'a certificate that begins next week',
    cause: 'certificate-not-yet',
    break: datedCard(inDays(7), inDays(700)),
  },
  {
    ...CARD,
    name: 'a certificate that has ended',
    cause: 'certificate-ended',
    break: datedCard(inDays(-700), inDays(-3)),
  },
  { ...CARD, name: 'one passcode try left', cause: 'card-pin-last-try', break: card({ tries: 1 }) },
];
