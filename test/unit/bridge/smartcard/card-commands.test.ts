import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readCard, readCardCertificates } from '../../../../bridge/smartcard/read-card.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { cardAccess, type Transcript } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../../virtual/piv-card/piv-options.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';

// A reading goes on in turns of so many milliseconds: the clock goes as a test says.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const keys = await practiceKeys('p256', {}, ['9a', '9c', '9d', '9e']);
const retired = await practiceKeys('p256', {}, ['82', '95']);
const first = await practiceKeys('p256', {}, ['82']);
const SELECT = '00a4040009a000000308';

/** What a card is asked, GET RESPONSE left out. */
async function asked(read: typeof readCard | typeof readCardCertificates, card: VirtualCard) {
  const transcript: Transcript = [];
  await read(cardAccess(card, transcript), never);
  return transcript.map((line) => line.slice(0, 20)).filter((line) => !line.startsWith('00c0'));
}

test.each<[string, PivCardOptions, whole: number, certificates: number]>([
  // SELECT, discovery, CHUID, CCC, the tries, Yubico's version, key history, four slots.
  ['four keys', { keys }, 11, 7],
  ['four keys and one of before', { keys: { ...keys, ...first } }, 12, 8],
  // Firmware of then has no serial number and no metadata.
  ['Yubico’s first', { keys, yubico: { version: [1, 0, 4], serial: 1 } }, 30, 26],
  ['Yubico’s', { keys, yubico: { version: [5, 4, 3], serial: 1 } }, 35, 26],
])('a card with %s is selected once, and asked for nothing twice', async (...row) => {
  const [, options, whole, certificates] = row;
  for (const [read, most] of [
    [readCard, whole],
    [readCardCertificates, certificates],
  ] as const) {
    const commands = await asked(read, new PivCard(options));
    expect(commands.filter((command) => command.startsWith(SELECT))).toHaveLength(1);
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands).toHaveLength(most);
  }
});

test('a slow card is read in turns, each of which selects PIV anew', async () => {
  const card = new PivCard({ keys });
  const slow: VirtualCard = {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: (apdu) => {
      vi.advanceTimersByTime(300);
      return card.transmit(apdu);
    },
  };
  const transcript: Transcript = [];
  const access = cardAccess(slow, transcript);
  const { piv } = await readCard(access, never);
  expect(piv?.certificates).toHaveLength(4);
  // What there is beside the certificates, with the first of them; then one a turn.
  expect(transcript.filter((line) => line.startsWith(SELECT))).toHaveLength(4);
});

test('a retired key is found behind an empty slot too', async () => {
  const card = new PivCard({
    keys: { ...keys, ...retired },
    yubico: { version: [5, 4, 3], serial: 1 },
  });
  const found = await readCardCertificates(cardAccess(card), never);
  expect(found?.map(({ slot }) => slot)).toEqual(['9a', '9c', '9d', '9e', '82', '95']);
});
