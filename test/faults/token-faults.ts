import { join } from 'node:path';
import type { Token } from '../../bridge/smartcard/pkcs11/token-messages.ts';
import type { SickMachine } from '../rig/sick-machine.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { inDays, practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import type { Fault, Oddity } from './fault.ts';
import { READER } from './healthy-machine.ts';

const CARD = { part: 'card', wanted: 'card' } as const;
/** Of series 8, which is no PIV card. */
const ATR = '3bdb960080b1fe451f830031c064bafc10000f900007';
const NOT_FOUND = Uint8Array.of(0x6a, 0x82);
const MODULE = 'usr/lib/module.mjs';

interface TokenWish {
  readonly pin?: Token['pin'];
  /** Days from today in which its certificate begins and ends; none for a token without one. */
  readonly days?: readonly [number, number] | null;
  /** What the module does instead of an answer. */
  readonly instead?: string;
  /** The card is a security key as well. */
  readonly isKey?: true;
}

/** A card that only its middleware knows, and that module: a program that answers as one does. */
function token({
  pin = 'good',
  days = [-100, 400],
  instead,
  isKey,
}: TokenWish = {}): Fault['break'] {
  return async (machine: SickMachine) => {
    const key = isKey && new FidoApplet(new VirtualKey({ pin: '4321' }));
    machine.pcsc.readers.set(READER, {
      kind: 'card',
      card: {
        atr: Buffer.from(ATR, 'hex'),
        reset: () => key?.reset(),
        transmit: async (apdu, signal) =>
          key === undefined ? NOT_FOUND : key.transmit(apdu, signal),
      },
    });
    const shown: Token = {
      slot: 1,
      reader: READER,
      label: 'Staff card',
      serial: '12',
      pin,
      showsTries: true,
      hasPinPad: false,
      certificates: days === null ? [] : [{ id: '45', der: await certificate(days) }],
    };
    const answer = JSON.stringify({ answer: 'tokens', tokens: [shown] });
    machine.write(MODULE, instead ?? `process.stdout.write(${JSON.stringify(answer)});`);
    const command = [process.execPath, join(machine.root, MODULE)] as const;
    machine.middleware = { command, path: 'module.so' };
  };
}

async function certificate([from, to]: readonly [number, number]): Promise<string> {
  const keys = await practiceKeys('p256', { notBefore: inDays(from), notAfter: inDays(to) });
  return Buffer.from(keys['9a']?.certificate ?? []).toString('base64');
}

/** On a card that is known by its middleware alone. */
export const TOKEN_FAULTS: readonly Fault[] = [
  {
    ...CARD,
    name: 'a card known by its middleware, of which the PIN is locked',
    cause: 'card-pin-locked',
    break: token({ pin: 'locked' }),
  },
  {
    ...CARD,
    name: 'a card known by its middleware, with one try left',
    cause: 'card-pin-last-try',
    break: token({ pin: 'final-try' }),
  },
  {
    ...CARD,
    name: 'a card known by its middleware, whose certificate has ended',
    cause: 'certificate-ended',
    break: token({ days: [-700, -3] }),
  },
  {
    ...CARD,
    name: 'a card known by its middleware, whose certificate begins next week',
    cause: 'certificate-not-yet',
    break: token({ days: [7, 700] }),
  },
  {
    ...CARD,
    name: 'a card known by its middleware, without certificates',
    cause: 'certificates-none',
    break: token({ days: null }),
  },
  {
    ...CARD,
    name: 'a card that is a security key too, known by its middleware, whose certificate has ended',
    cause: 'certificate-ended',
    break: token({ days: [-700, -3], isKey: true }),
  },
  {
    ...CARD,
    // To somebody who is not sure it is a good key.
    part: 'reader',
    isAlone: true,
    name: 'a card that is a security key too, of which the middleware crashes',
    cause: 'card-needs-middleware',
    break: token({ instead: 'process.abort();', isKey: true }),
  },
  {
    ...CARD,
    name: 'middleware that crashes with the card',
    cause: 'card-needs-middleware',
    break: token({ instead: 'process.abort();' }),
  },
  {
    ...CARD,
    name: 'middleware that never answers',
    cause: null,
    finds: 'unanswered-card',
    isSlow: true,
    break: token({ instead: 'setInterval(() => {}, 1_000);' }),
  },
  {
    ...CARD,
    part: 'reader',
    isAlone: true,
    name: 'a card that is a security key too, of which the middleware never answers',
    cause: null,
    finds: 'unanswered-card',
    isSlow: true,
    break: token({ instead: 'setInterval(() => {}, 1_000);', isKey: true }),
  },
];

export const TOKEN_ODDITIES: readonly Oddity[] = [
  {
    ...CARD,
    name: 'a card known by its middleware, with few tries left',
    finds: 'card-pin-low',
    break: token({ pin: 'low' }),
  },
  {
    ...CARD,
    name: 'a card known by its middleware, whose certificate ends next month',
    finds: 'certificate-ending',
    break: token({ days: [-600, 30] }),
  },
];
