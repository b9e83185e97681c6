import { expect, test, vi } from 'vitest';
import type { CardPinRequest } from '../../../../../bridge/smartcard/card-person.ts';
import { onPiv } from '../../../../../bridge/smartcard/piv/open-piv.ts';
import { setNewPin } from '../../../../../bridge/smartcard/piv/set-new-pin.ts';
import { withPin } from '../../../../../bridge/smartcard/piv/with-pin.ts';
import type { VirtualCard } from '../../../../virtual/card.ts';
import type { Transcript } from '../../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../../virtual/piv-card/piv-card.ts';
import { attached, CardHolder, cardBut } from './piv-stage.ts';

const never = new AbortController().signal;
const PIN = '271828';
const PUK = '12345678';
const VERIFY_WITH_PIN = '0020008008';

function verify(card: VirtualCard, holder: CardHolder, transcript?: Transcript) {
  return onPiv(attached(card, transcript), never, (piv) =>
    withPin(piv, holder, never, async () => 'verified'),
  );
}

function change(card: PivCard, how: 'change' | 'unblock', holder: CardHolder) {
  return onPiv(attached(card), never, (piv) => setNewPin(piv, how, holder, never));
}

function spend(card: PivCard, tries: number): void {
  for (let spent = 0; spent < tries; spent += 1) card.applet.pin.verify(Buffer.from('11111111'));
}

test('a wrong entry costs one try, and the person is told why they are asked again', async () => {
  const card = new PivCard({ pin: PIN });
  const holder = new CardHolder(['314159', PIN]);
  expect(await verify(card, holder)).toBe('verified');
  expect(holder.asked).toMatchObject([
    { purpose: 'verify', triesLeft: 3, lastTry: false },
    { purpose: 'verify', triesLeft: 2, lastTry: false, problem: 'pin-wrong' },
  ]);
  expect(card.applet.pin.tries).toBe(3);
});

test.each([
  ['123', 'pin-too-short'],
  ['123456789', 'pin-too-long'],
  ['12345é', 'pin-not-plain'],
])('%s cannot be a PIN and never reaches the card', async (entry, problem) => {
  const card = new PivCard({ pin: PIN });
  const transcript: Transcript = [];
  const holder = new CardHolder([entry, PIN]);
  await verify(card, holder, transcript);
  expect(holder.asked[1]).toMatchObject({ triesLeft: 3, problem });
  expect(transcript.filter((line) => line.startsWith(VERIFY_WITH_PIN))).toHaveLength(1);
});

test('a passcode from before they had to have six characters opens its card', async () => {
  const old = '31323334ffffffff';
  const card = cardBut(new PivCard({ pin: PIN }), (command) => {
    if (!command.startsWith(VERIFY_WITH_PIN)) return undefined;
    return command === `${VERIFY_WITH_PIN}${old}` ? '9000' : '63c2';
  });
  const holder = new CardHolder(['1234', '1234']);
  expect(await verify(card, holder)).toBe('verified');
  // A slip is more likely: nothing is sent until the person means it.
  expect(holder.asked).toMatchObject([
    { minLength: 4, maxLength: 8, triesLeft: 3 },
    { triesLeft: 3, problem: 'card-pin-short' },
  ]);
});

test('a card that takes none of that length says so, and it costs no try', async () => {
  const card = cardBut(new PivCard({ pin: PIN }), (command) =>
    command.startsWith(VERIFY_WITH_PIN) ? '6a80' : undefined,
  );
  const spent = verify(card, new CardHolder(['12345', '12345']));
  await expect(spent).rejects.toMatchObject({ code: 'pin-too-short', facts: { minLength: 6 } });
});

test('an entry that is short by a slip costs no try', async () => {
  const card = new PivCard({ pin: PIN });
  const transcript: Transcript = [];
  await verify(card, new CardHolder(['27182', PIN]), transcript);
  expect(transcript.filter((line) => line.startsWith(VERIFY_WITH_PIN))).toHaveLength(1);
});

test('only the very same short entry counts as meant, and no longer than until one is given', async () => {
  const card = new PivCard({ pin: PIN });
  const transcript: Transcript = [];
  const holder = new CardHolder(['1234', '314159', '12345', '1234', '12345', PIN]);
  await verify(card, holder, transcript);
  expect(holder.asked.map(({ problem }) => problem)).toEqual([
    undefined,
    'card-pin-short',
    'pin-wrong',
    'card-pin-short',
    'card-pin-short',
    'card-pin-short',
  ]);
  expect(transcript.filter((line) => line.startsWith(VERIFY_WITH_PIN))).toHaveLength(2);
});

test('a card of Yubico’s counts a short entry as wrong: it never gets one', async () => {
  const card = new PivCard({ pin: PIN, yubico: { version: [5, 4, 3], serial: 1 } });
  const holder = new CardHolder(['12345', PIN]);
  await verify(card, holder);
  expect(holder.asked).toMatchObject([
    { minLength: 6 },
    { problem: 'pin-too-short', triesLeft: 3 },
  ]);
});

test('a new PIN has six characters at least, whatever the one before had', async () => {
  const card = new PivCard({ pin: PIN });
  const holder = new CardHolder([PIN, '12345', PIN, '314159']);
  await change(card, 'change', holder);
  expect(holder.asked).toMatchObject([
    { minLength: 6 },
    { minLength: 6, problem: 'pin-too-short', triesLeft: 3 },
  ]);
});

test('the last try is spent by a yes only', async () => {
  const card = new PivCard({ pin: PIN });
  spend(card, 2);
  const unsure = new CardHolder([PIN]);
  await expect(verify(card, unsure)).rejects.toMatchObject({ code: 'pin-last-try-unconfirmed' });
  expect(unsure.asked).toMatchObject([{ triesLeft: 1, lastTry: true }]);
  expect(card.applet.pin.tries).toBe(1);
  expect(await verify(card, new CardHolder([PIN], { agrees: true }))).toBe('verified');
});

test('a locked card is not asked, and nobody is asked for its PIN', async () => {
  const card = new PivCard({ pin: PIN });
  spend(card, 3);
  const holder = new CardHolder([]);
  await expect(verify(card, holder)).rejects.toMatchObject({ code: 'card-pin-blocked' });
  expect(holder.asked).toEqual([]);
});

test('three wrong entries lock the card and end it', async () => {
  const card = new PivCard({ pin: PIN });
  const holder = new CardHolder(['111111', '222222', '333333'], { agrees: true });
  await expect(verify(card, holder)).rejects.toMatchObject({ code: 'card-pin-blocked' });
  expect(holder.asked.map(({ triesLeft }) => triesLeft)).toEqual([3, 2, 1]);
});

test('a try that another program spends meanwhile makes the next one the last: nothing is sent', async () => {
  const card = new PivCard({ pin: PIN });
  let isFirst = true;
  const before = (): void => {
    if (isFirst) spend(card, 2);
    isFirst = false;
  };
  const holder = new CardHolder([PIN, PIN], { before });
  const transcript: Transcript = [];
  const verifying = verify(card, holder, transcript);
  await expect(verifying).rejects.toMatchObject({ code: 'pin-last-try-unconfirmed' });
  expect(holder.asked).toMatchObject([{ lastTry: false }, { lastTry: true, triesLeft: 1 }]);
  expect(transcript.filter((line) => line.startsWith(VERIFY_WITH_PIN))).toEqual([]);
  expect(card.applet.pin.tries).toBe(1);
});

test('an entry that the card does not answer is not given again', async () => {
  const card = new PivCard({ pin: PIN });
  const given: string[] = [];
  const mute = cardBut(card, (command) => {
    if (!command.startsWith(VERIFY_WITH_PIN)) return undefined;
    given.push(command);
    return '';
  });
  await expect(verify(mute, new CardHolder([PIN]))).rejects.toMatchObject({
    code: 'device-removed',
  });
  expect(given).toHaveLength(1);
});

test('a card that answers an entry with 6Cxx or 61xx is not given it again', async () => {
  for (const word of ['6c08', '6982', '6a80', '6700', '6d00']) {
    const given: string[] = [];
    const odd = cardBut(new PivCard({ pin: PIN }), (command) => {
      if (!command.startsWith(VERIFY_WITH_PIN)) return undefined;
      given.push(command);
      return word;
    });
    await expect(verify(odd, new CardHolder([PIN]))).rejects.toMatchObject({
      facts: { statusWord: word.toUpperCase() },
    });
    expect(given, word).toHaveLength(1);
  }
});

test('nothing is left verified, also when what follows the PIN fails', async () => {
  const card = new PivCard({ pin: PIN });
  const failing = onPiv(attached(card), never, (piv) =>
    withPin(piv, new CardHolder([PIN]), never, async () => {
      expect(card.applet.verified).toBe(true);
      throw new Error('after the PIN');
    }),
  );
  await expect(failing).rejects.toThrow('after the PIN');
  expect(card.applet.verified).toBe(false);
});

test.each([
  ['4000', '80', 'its own'],
  ['6020', '00', 'the global one, which comes first'],
  ['6010', '80', 'its own, which comes first'],
  ['2000', '00', 'the global one only'],
])('policy %s of the discovery object means PIN %s: %s', async (policy, reference) => {
  const discovery = `7e124f0ba0000003080000100001005f2f02${policy}9000`;
  const transcript: Transcript = [];
  const card = cardBut(new PivCard({ pin: PIN }), (command) => {
    if (command.startsWith('00cb3fff035c017e')) return discovery;
    return command.startsWith('002000') ? (command.length > 8 ? '9000' : '63c3') : undefined;
  });
  await verify(card, new CardHolder([PIN]), transcript);
  expect(transcript.some((line) => line.startsWith(`002000${reference}08`))).toBe(true);
});

test('changes the PIN for the present one, at the cost of one try for a wrong one', async () => {
  const card = new PivCard({ pin: PIN });
  const holder = new CardHolder(['111111', '161803', PIN, '161803']);
  await change(card, 'change', holder);
  expect(holder.asked).toMatchObject([{ triesLeft: 3 }, { triesLeft: 2, problem: 'pin-wrong' }]);
  await verify(card, new CardHolder(['161803']));
});

test('a new PIN that the card does not take changes nothing', async () => {
  const card = new PivCard({ pin: PIN });
  const changing = change(card, 'change', new CardHolder([PIN, 'abcdef']));
  await expect(changing).rejects.toMatchObject({ code: 'pin-too-simple' });
  await verify(card, new CardHolder([PIN]));
});

test('unblocks a locked card with the PUK', async () => {
  const card = new PivCard({ pin: PIN, puk: PUK });
  spend(card, 3);
  const agrees = ({ triesLeft }: CardPinRequest) => triesLeft === null;
  const holder = new CardHolder(['87654321', '161803', PUK, '161803'], { agrees });
  await change(card, 'unblock', holder);
  expect(holder.asked).toMatchObject([
    { purpose: 'unblock', triesLeft: null, lastTry: true },
    { triesLeft: 2, lastTry: false, problem: 'puk-wrong' },
  ]);
  await verify(card, new CardHolder(['161803']));
});

test('the last try of the PUK needs a yes too, and a locked PUK is told', async () => {
  const card = new PivCard({ pin: PIN, puk: PUK });
  const wrong = ['11111111', '161803', '22222222', '161803', '33333333', '161803'];
  const unsure = new CardHolder(wrong, { agrees: ({ triesLeft }) => triesLeft === null });
  await expect(change(card, 'unblock', unsure)).rejects.toMatchObject({
    code: 'pin-last-try-unconfirmed',
  });
  expect(card.applet.puk.tries).toBe(1);
  const sure = new CardHolder(wrong.slice(0, 2), { agrees: true });
  await expect(change(card, 'unblock', sure)).rejects.toMatchObject({ code: 'puk-blocked' });
});

test('a card that takes the PIN back keeps its power; one that cannot is reset', async () => {
  for (const [answer, resets] of [
    [undefined, 0],
    ['6a86', 1],
  ] as const) {
    const card = new PivCard({ pin: PIN });
    const watched = cardBut(card, (command) =>
      command.startsWith('0020ff80') ? answer : undefined,
    );
    const reset = vi.fn(() => card.reset());
    await verify({ ...watched, reset }, new CardHolder([PIN]));
    expect([reset.mock.calls.length, card.applet.verified]).toEqual([resets, false]);
  }
});

test('the PUK is for the PIN of PIV, also where the card asks for its global one first', async () => {
  const discovery = '7e124f0ba0000003080000100001005f2f0260209000';
  const card = new PivCard({ pin: PIN, puk: PUK });
  const global = cardBut(card, (command) =>
    command.startsWith('00cb3fff035c017e') ? discovery : undefined,
  );
  const holder = new CardHolder([PUK, '161803'], { agrees: true });
  await onPiv(attached(global), never, (piv) => setNewPin(piv, 'unblock', holder, never));
  expect(card.applet.pin.verify(Buffer.from('161803ff'))).toBe('wrong');
  expect(card.applet.pin.verify(Buffer.from('313631383033ffff', 'hex'))).toBe('right');
});
