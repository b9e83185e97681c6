import { expect, it } from 'vitest';
import { touchAwaited } from '../kit/touch.ts';
import { atTerminal } from './at-terminal.ts';
import { pcscdWithKey } from './wardkey-process.ts';

const ECHOES = 'terminal echoes: True';

it('has a new PIN typed twice, and shows none of it', async () => {
  const { service, key } = await pcscdWithKey({});
  const session = atTerminal(service, ['pin', 'set']);
  await session.type('2468\r', 'New PIN');
  await session.type('1357\r', 'again');
  await session.type('86420\r', 'not the same');
  await session.type('86420\r', 'again');
  expect(await session.end()).toBe(0);
  expect(session.screen).toContain('The PIN is set.');
  expect(session.screen).not.toMatch(/2468|1357|86420/);
  expect(session.screen).toContain(ECHOES);
  expect(key.pinIsSet).toBe(true);
});

it('tells how many tries are left, and asks anew for each', async () => {
  const { service, key } = await pcscdWithKey({ pin: '4321' });
  const session = atTerminal(service, ['credentials', 'list']);
  await session.type('9999\r', /Tries left: 8[\s\S]*PIN of/);
  await session.type('43\r', /PIN is wrong\. Tries left: 7[\s\S]*PIN of/);
  await session.type('4321\r', /too short[\s\S]*PIN of/);
  expect(await session.end()).toBe(0);
  expect(key.pinTriesLeft).toBe(8);
  expect(session.screen).not.toMatch(/9999|4321/);
  expect(session.screen).toContain(ECHOES);
});

it('spends the last try only after a yes in words', async () => {
  const { service, key } = await pcscdWithKey({ pin: '4321', pinTriesLeft: 1 });
  const refused = atTerminal(service, ['credentials', 'list']);
  await refused.type('no\r', 'Type "yes"');
  expect(await refused.end()).toBe(8);
  expect(key.pinTriesLeft).toBe(1);
  const agreed = atTerminal(service, ['credentials', 'list']);
  await agreed.type('yes\r', 'Type "yes"');
  await agreed.type('4321\r', 'PIN of');
  expect(await agreed.end()).toBe(0);
});

it('ends with 130 at Ctrl-C in the middle of a PIN, and the terminal is as before', async () => {
  const { service, key } = await pcscdWithKey({ pin: '4321' });
  const session = atTerminal(service, ['credentials', 'list']);
  await session.type('43\u0003', 'PIN of');
  expect(await session.end()).toBe(130);
  expect(session.screen).toContain(ECHOES);
  expect(key.pinTriesLeft).toBe(8);
});

it('has the key stop blinking at Ctrl-C', async () => {
  const { service, key } = await pcscdWithKey({});
  key.presence.mode = 'wait';
  const session = atTerminal(service, ['register']);
  await touchAwaited(key.presence);
  await session.type('\u0003', 'on the reader');
  expect(await session.end()).toBe(130);
  expect(key.presence.awaited).toBe(false);
});

it('gives the terminal back when the card is pulled in the middle of a PIN', async () => {
  const { service } = await pcscdWithKey({ pin: '4321' });
  const session = atTerminal(service, ['credentials', 'list']);
  await session.shows('PIN of');
  await service.readers[0]?.remove();
  expect(await session.end()).toBe(4);
  expect(session.screen).toContain(ECHOES);
  expect(session.screen).toContain('taken out too soon');
});

it('asks before it deletes, and takes anything but yes for no', async () => {
  const { service, key } = await pcscdWithKey({
    builtInVerification: { enrolled: false },
    pin: '4321',
  });
  const added = atTerminal(service, ['fingerprints', 'add', '--name', 'Thumb']);
  await added.type('4321\r', 'PIN of');
  expect(await added.end()).toBe(0);
  const kept = atTerminal(service, ['fingerprints', 'delete', 'thumb']);
  await kept.type('4321\r', 'PIN of');
  await kept.type('y\r', 'will forget this finger: Thumb');
  expect(await kept.end()).toBe(2);
  expect(kept.screen).toContain('nobody said yes');
  expect(key.verification).toBeDefined();
});

it('is colourful on a terminal only, and not against NO_COLOR', async () => {
  const { service } = await pcscdWithKey();
  const colourful = atTerminal(service, ['devices']);
  await colourful.end();
  expect(colourful.screen).toContain('\u001b[1m');
  const plain = atTerminal(service, ['devices'], { NO_COLOR: '1' });
  await plain.end();
  expect(plain.screen).not.toContain('\u001b');
});

it.each(['40', '60'])('keeps help within %s columns', async (columns) => {
  const { service } = await pcscdWithKey();
  const session = atTerminal(service, ['pin', 'set', '--help'], {
    PTY_COLUMNS: columns,
    NO_COLOR: '1',
  });
  await session.end();
  const long = session.screen
    .split('\r\n')
    // What is to be copied is not broken.
    .filter((line) => line.length > Number(columns) && !line.includes('wardkey'));
  expect(long).toEqual([]);
});

it('cuts no word in two where the terminal is narrow', async () => {
  const { service } = await pcscdWithKey({});
  const session = atTerminal(service, ['pin', 'set', '--device', 'nothing'], {
    PTY_COLUMNS: '40',
    NO_COLOR: '1',
  });
  expect(await session.end()).toBe(3);
  const lines = session.screen.split('\r\n');
  expect(lines.slice(0, 2)).toEqual([
    'There is no key or card with that name.',
    'It was "nothing".',
  ]);
  expect(lines.filter((line) => line.length > 40)).toEqual([]);
});
