import { expect, test } from 'vitest';
import { onPiv } from '../../../../../bridge/smartcard/piv/open-piv.ts';
import { setNewPin } from '../../../../../bridge/smartcard/piv/set-new-pin.ts';
import { withPin } from '../../../../../bridge/smartcard/piv/with-pin.ts';
import type { VirtualCard } from '../../../../virtual/card.ts';
import type { Transcript } from '../../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../../virtual/piv-card/piv-card.ts';
import { attached, CardHolder, cardBut } from './piv-stage.ts';

// What nobody tells may be the last try, and what is not known to be PIV gets no PIN.

const never = new AbortController().signal;
const PIN = '271828';
const PUK = '12345678';
const VERIFY_WITH_PIN = '0020008008';

function verify(card: VirtualCard, holder: CardHolder, transcript?: Transcript) {
  return onPiv(attached(card, transcript), never, (piv) =>
    withPin(piv, holder, never, async () => 'verified'),
  );
}

function unblock(card: PivCard, holder: CardHolder) {
  return onPiv(attached(card), never, (piv) => setNewPin(piv, 'unblock', holder, never));
}

test('a PUK whose tries nobody knows is not given without a yes: it may be the last', async () => {
  const card = new PivCard({ pin: PIN, puk: PUK });
  const unsure = new CardHolder([PUK, '161803']);
  await expect(unblock(card, unsure)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(unsure.asked).toMatchObject([{ triesLeft: null, lastTry: true }]);
  expect(card.applet.puk.given).toBe(0);
});

test('a card that tells the tries of its PUK is asked for them, right before the entry too', async () => {
  const yubico = { version: [5, 4, 3], serial: 1 } as const;
  const card = new PivCard({ pin: PIN, puk: PUK, yubico });
  const before = (): void => {
    for (const wrong of ['1', '2']) card.applet.puk.verify(Buffer.from(wrong));
  };
  const holder = new CardHolder([PUK, '161803', PUK, '161803'], { before });
  await expect(unblock(card, holder)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(holder.asked).toMatchObject([
    { triesLeft: 3, lastTry: false },
    { triesLeft: 1, lastTry: true },
  ]);
  const spent = new PivCard({ pin: PIN, puk: PUK, yubico });
  for (const wrong of ['1', '2']) spent.applet.puk.verify(Buffer.from(wrong));
  const last = new CardHolder([PUK, '161803']);
  await expect(unblock(spent, last)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(last.asked).toMatchObject([{ triesLeft: 1, lastTry: true }]);
});

test('a card that says after a wrong entry not how many are left gets no other without a yes', async () => {
  const card = cardBut(new PivCard({ pin: PIN }), (command) => {
    if (command.startsWith(VERIFY_WITH_PIN)) return '6300';
    return command.startsWith('0020ff80') || command.startsWith('00200080') ? '63c3' : undefined;
  });
  const mute = cardBut(new PivCard({ pin: PIN }), (command) =>
    command.startsWith('00200080') ? '6300' : undefined,
  );
  for (const [odd, asked] of [
    [
      card,
      [
        { triesLeft: 3, lastTry: false },
        { triesLeft: null, lastTry: true },
      ],
    ],
    [mute, [{ triesLeft: null, lastTry: true }]],
  ] as const) {
    const holder = new CardHolder(['111111', PIN]);
    await expect(verify(odd, holder)).rejects.toMatchObject({ code: 'pin-last-try-unconfirmed' });
    expect(holder.asked).toMatchObject(asked);
  }
});

test('a PIN that another program has left verified does not hide the last try', async () => {
  const card = new PivCard({ pin: PIN });
  // It says "verified" to whoever asks, whatever its tries are.
  const given: string[] = [];
  const boastful = cardBut(card, (command) => {
    if (command.startsWith(VERIFY_WITH_PIN)) given.push(command);
    return command === '00200080' ? '9000' : undefined;
  });
  const holder = new CardHolder([PIN, PIN]);
  await expect(verify(boastful, holder)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(holder.asked).toMatchObject([
    { triesLeft: null, lastTry: false },
    { triesLeft: null, lastTry: true },
  ]);
  expect(given).toEqual([]);
});

test('a card on which the PIN is verified is had to tell its tries, and nobody is alarmed', async () => {
  const card = new PivCard({ pin: PIN });
  await card.transmit(Buffer.from('00a4040009a0000003080000100000', 'hex'));
  await card.transmit(
    Buffer.from(`${VERIFY_WITH_PIN}${Buffer.from(PIN).toString('hex')}ffff`, 'hex'),
  );
  expect(card.applet.verified).toBe(true);
  const holder = new CardHolder([PIN]);
  expect(await verify(card, holder)).toBe('verified');
  expect(holder.asked).toMatchObject([{ triesLeft: null, lastTry: false }]);
});

test('a card that shows nothing of PIV is given no PIN', async () => {
  const transcript: Transcript = [];
  for (const echo of ['9000', '6f0b8409a000000308000010009000', 'a000000308000010009000']) {
    const card = cardBut(new PivCard({ pin: PIN, discovery: false, expiry: null }), (command) =>
      command.startsWith('00a4') ? echo : undefined,
    );
    const holder = new CardHolder([PIN], { agrees: true });
    await expect(verify(card, holder, transcript)).rejects.toMatchObject({ code: 'card-not-piv' });
    expect(holder.asked).toEqual([]);
  }
  expect(transcript.filter((line) => line.startsWith('0020'))).toEqual([]);
});

test.each(['6400', '6401', '6403'])(
  'a card that says %s to a typed PIN is not taken for a PIN pad',
  async (word) => {
    const odd = cardBut(new PivCard({ pin: PIN }), (command) =>
      command.startsWith(VERIFY_WITH_PIN) ? word : undefined,
    );
    await expect(verify(odd, new CardHolder([PIN]))).rejects.toMatchObject({
      code: 'card-refused',
      facts: { statusWord: word },
    });
  },
);
