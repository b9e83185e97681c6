import { expect, it } from 'vitest';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { atTerminal } from './at-terminal.ts';
import { json, pcscd, run } from './wardkey-process.ts';

const PIN = '271828';
const PUK = '12345678';
const keys = await practiceKeys('rsa2048');

/** A card service with a card in its reader. */
async function withCard() {
  const service = await pcscd();
  const card = new PivCard({ pin: PIN, puk: PUK, keys });
  await service.readers[0]?.insert(card);
  return { service, card };
}

it('asks anew after a wrong PIN, shows none, and proves the card', async () => {
  const { service, card } = await withCard();
  const session = atTerminal(service, ['card', 'test']);
  await session.type('314159\r', /Tries left: 3[\s\S]*PIN of/);
  await session.type('2718\r', /PIN is wrong\. Tries left: 2[\s\S]*PIN of/);
  await session.type(`${PIN}\r`, /fewer than 6[\s\S]*type it once more[\s\S]*PIN of/);
  expect(await session.end()).toBe(0);
  expect(session.screen).toContain('The card works.');
  expect(session.screen).not.toMatch(/314159|2718/);
  expect([card.applet.pin.tries, card.applet.pin.given]).toEqual([3, 2]);
});

it('spends the last try only after a yes in words', async () => {
  const { service, card } = await withCard();
  for (const wrong of ['1', '2']) card.applet.pin.verify(Buffer.from(wrong));
  const refused = atTerminal(service, ['card', 'verify']);
  await refused.type('no\r', 'Type "yes"');
  expect(await refused.end()).toBe(8);
  expect(card.applet.pin.tries).toBe(1);
  const agreed = atTerminal(service, ['card', 'verify']);
  await agreed.type('yes\r', 'Type "yes"');
  await agreed.type(`${PIN}\r`, 'PIN of');
  expect(await agreed.end()).toBe(0);
  expect(card.applet.pin.tries).toBe(3);
});

it('unblocks a card with its PUK, and has the new PIN typed twice', async () => {
  const { service, card } = await withCard();
  for (const wrong of ['1', '2', '3']) card.applet.pin.verify(Buffer.from(wrong));
  const locked = await run(service, ['card', 'verify', '--json'], `${PIN}\n`);
  expect(json(locked)).toMatchObject({ error: { code: 'card-pin-blocked' } });
  const session = atTerminal(service, ['card', 'pin', 'unblock']);
  await session.type('yes\r', 'to use a try');
  await session.type(`${PUK}\r`, '(PUK) of');
  await session.type('161803\r', 'New PIN, 6');
  await session.type('161803\r', 'again');
  expect(await session.end()).toBe(0);
  expect(session.screen).not.toContain('161803');
  expect(await run(service, ['card', 'verify'], '161803\n')).toMatchObject({
    exitCode: 0,
    err: '',
  });
  expect(card.applet.pin.tries).toBe(3);
});
