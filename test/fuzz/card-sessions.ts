import { createHash } from 'node:crypto';
import type { CardPerson, CardPinRequest } from '../../bridge/smartcard/card-person.ts';
import type { AttachedCard } from '../../bridge/smartcard/card-watch.ts';
import { onPiv } from '../../bridge/smartcard/piv/open-piv.ts';
import { signHash } from '../../bridge/smartcard/piv/sign-hash.ts';
import { readSlotKey } from '../../bridge/smartcard/piv/slot-certificate.ts';
import { readCard } from '../../bridge/smartcard/read-card.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { cardAccess, type Transcript } from '../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import type { FuzzedParser } from './fuzz.ts';

const NEVER = new AbortController().signal;
const PIN = '271828';
/** At any key reference. */
const VERIFY_WITH_PIN = /^002000[0-9a-f]{2}08/;
const HASH = createHash('sha256').update('a text').digest();
/** Where the person gives up. */
const MOST_ENTRIES = 4;

/** Whole sessions with a card that answers as it likes: the answers one after another, each with its length. */
export const CARD_SESSIONS: readonly FuzzedParser[] = [
  {
    name: 'card reading session',
    samples: [await recorded(readSession)],
    parse: replay(readSession),
  },
  {
    name: 'card signing session',
    samples: [await recorded(signSession)],
    parse: replay(signSession),
  },
];

type Session = (card: VirtualCard, transcript: Transcript) => Promise<void>;

async function readSession(card: VirtualCard, transcript: Transcript): Promise<void> {
  await readCard(cardAccess(card, transcript), NEVER);
}

/** Whatever the card says, each entry of the person is given to it once at most. */
async function signSession(card: VirtualCard, transcript: Transcript): Promise<void> {
  const attached: AttachedCard = {
    id: 'card',
    transport: 'smart-card',
    name: 'Reader',
    card: cardAccess(card, transcript),
    removed: NEVER,
  };
  let entries = 0;
  const person: CardPerson = {
    askCardPin: async ({ lastTry }: CardPinRequest) => {
      entries += 1;
      if (entries > MOST_ENTRIES) throw new WardkeyError('ceremony-cancelled');
      return { pin: PIN, lastTryAgreed: lastTry };
    },
    askNewCardPin: () => Promise.reject(new Error('not in this session')),
    usePinPad: () => Promise.reject(new Error('not in this session')),
    mayTouch: () => undefined,
  };
  const signing = onPiv(attached, NEVER, async (piv) => {
    const key = await readSlotKey(piv, '9a', NEVER);
    const toSign = { hash: HASH, hashFunction: 'sha256', rsaPadding: 'PKCS1.5' } as const;
    await signHash(piv, key, toSign, person, NEVER);
  });
  const [outcome] = await Promise.allSettled([signing]);
  const given = transcript.filter((line) => VERIFY_WITH_PIN.test(line)).length;
  if (given > entries) throw new Error(`${given} PINs were given for ${entries} entries`);
  if (outcome.status === 'rejected') throw outcome.reason;
}

function replay(session: Session): FuzzedParser['parse'] {
  return async (bytes) => {
    let rest = bytes;
    const transmit = async (): Promise<Uint8Array> => {
      const length = ((rest[0] ?? 0) << 8) | (rest[1] ?? 0);
      const answer = rest.subarray(2, 2 + length);
      rest = rest.subarray(2 + length);
      return answer;
    };
    await session({ atr: Uint8Array.of(0x3b, 0x00), reset: () => {}, transmit }, []);
  };
}

/** What a good card answers in a session. */
async function recorded(session: Session): Promise<Uint8Array> {
  const transcript: Transcript = [];
  await session(new PivCard({ pin: PIN, keys: await practiceKeys() }), transcript);
  const answers = transcript.map((line) => Buffer.from(line.split(' ')[1] ?? '', 'hex'));
  return Buffer.concat(
    answers.flatMap((answer) => [Uint8Array.of(answer.length >> 8, answer.length & 0xff), answer]),
  );
}
