import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeCbor } from '../../virtual/cbor/encode.ts';
import { FidoApplet, type FidoAppletOptions } from '../../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { CLIENT_DATA_HASH, type Plain, RP_ID, toCbor } from './platform.ts';

const SELECT = '00a4040008a0000006472f0001';
const GET_INFO = '801000000104';
const SELECTION = '80108000010b';
const POLL = '80110000';

/** A key whose getInfo fits into one short answer. */
const SMALL: VirtualKeyOptions = {
  extensions: [],
  credentialManagement: 'none',
  authenticatorConfig: false,
  largeBlobBytes: 0,
};

function lay(options: FidoAppletOptions = {}, key = new VirtualKey(SMALL)) {
  const card = new FidoApplet(key, options);
  const send = async (hex: string, signal = new AbortController().signal) => {
    const response = await card.transmit(Buffer.from(hex, 'hex'), signal);
    return Buffer.from(response).toString('hex');
  };
  return { key, card, send };
}

/** makeCredential with so long a user name that both ways need more than 256 bytes. */
function longMessage(): Buffer {
  const parameters = new Map<number, Plain>([
    [1, CLIENT_DATA_HASH],
    [2, { id: RP_ID }],
    [3, { id: randomBytes(64), name: 'n'.repeat(300) }],
    [4, [{ alg: -7, type: 'public-key' }]],
  ]);
  return Buffer.concat([Uint8Array.of(0x01), encodeCbor(toCbor(parameters))]);
}

function chain(message: Buffer, size: number): string[] {
  const apdus: string[] = [];
  for (let offset = 0; offset < message.length; offset += size) {
    const part = message.subarray(offset, offset + size);
    const cla = offset + size < message.length ? '90' : '80';
    apdus.push(`${cla}108000${byte(part.length)}${part.toString('hex')}`);
  }
  return apdus;
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

it('is selected with and without Le', async () => {
  const { send, card } = lay();
  expect(await send(SELECT)).toBe(`${Buffer.from('FIDO_2_0').toString('hex')}9000`);
  expect(await send(`${SELECT}00`)).toBe(`${Buffer.from('FIDO_2_0').toString('hex')}9000`);
  expect(card.atr[0]).toBe(0x3b);
  expect(card.atr.subarray(1).reduce((sum, value) => sum ^ value)).toBe(0);
  const older = lay({}, new VirtualKey({ versions: ['U2F_V2', 'FIDO_2_0'] }));
  expect(await older.send(SELECT)).toBe(`${Buffer.from('U2F_V2').toString('hex')}9000`);
  expect(await lay({ selectAnswer: new Uint8Array() }).send(SELECT)).toBe('9000');
});

it('knows no other application, and nothing before it is selected', async () => {
  const { send, card } = lay();
  expect(await send(GET_INFO)).toBe('6d00');
  expect(await lay({ statusWordUnselected: 0x6986 }).send(GET_INFO)).toBe('6986');
  await send(SELECT);
  expect((await send(GET_INFO)).slice(-4)).toBe('9000');
  expect(await send('00a4040005a000000308')).toBe('6a82');
  expect(await send(GET_INFO)).toBe('6d00');
  await send(SELECT);
  card.reset();
  expect(await send(GET_INFO)).toBe('6d00');
});

it('refuses what no card takes', async () => {
  const { send } = lay();
  await send(SELECT);
  expect(await send('801000')).toBe('6700');
  expect(await send('8010000005aabb')).toBe('6700');
  expect(await send('80100000')).toBe('6700');
  expect(await send('801001000104')).toBe('6a86');
  expect(await send('80ca0000')).toBe('6d00');
  expect(await send('00030000')).toBe('6d00');
  expect(await send('a0100000')).toBe('6e00');
  expect(await send('00c00000')).toBe('6985');
  expect(await send(POLL)).toBe('6985');
});

it.each([240, 250, 255])('takes a message in chained parts of %i bytes', async (size) => {
  const { send, key } = lay();
  await send(SELECT);
  const parts = chain(longMessage(), size);
  const answers: string[] = [];
  for (const part of parts) answers.push(await send(part));
  const last = answers.pop() ?? '';
  expect(new Set(answers)).toEqual(new Set(['9000']));
  expect(last.slice(0, 2)).toBe('00');
  expect(last.slice(-4, -2)).toBe('61');
  expect(key.credentials).toHaveLength(1);
});

it('gives a long answer in parts, whichever class asks for them', async () => {
  const { send } = lay({ chunkBytes: 247 });
  await send(SELECT);
  let response = '';
  for (const part of chain(longMessage(), 255)) response = await send(part);
  expect(response.length / 2).toBe(249);
  const answer: string[] = [];
  let cla = '00';
  while (response.slice(-4, -2) === '61') {
    answer.push(response.slice(0, -4));
    response = await send(`${cla}c00000${response.slice(-2)}`);
    cla = cla === '00' ? '80' : '00';
  }
  expect(response.slice(-4)).toBe('9000');
  answer.push(response.slice(0, -4));
  expect(answer.join('').length / 2).toBeGreaterThan(700);
  const strict = lay({ chunkBytes: 8, getResponseClass: 0x80 });
  await strict.send(SELECT);
  await strict.send(GET_INFO);
  expect(await strict.send('00c0000000')).toBe('6e00');
  expect(await strict.send('80c0000004')).toMatch(/^.{8}61..$/);
});

it.each(['', '0000'])('takes extended length with Le "%s"', async (le) => {
  const { send } = lay();
  await send(SELECT);
  const message = longMessage();
  const length = message.length.toString(16).padStart(4, '0');
  const response = await send(`8010800000${length}${message.toString('hex')}${le}`);
  expect(response.slice(0, 2)).toBe('00');
  expect(response.slice(-4)).toBe('9000');
  expect(response.length / 2).toBeGreaterThan(700);
  const short = lay({ extendedLength: false });
  await short.send(SELECT);
  expect(await short.send(`8010800000${length}${message.toString('hex')}${le}`)).toBe('6700');
});

it('says 6100 and nothing else to a command without Le, as some cards do', async () => {
  const { send } = lay({ silentWithoutLe: true });
  await send(SELECT);
  expect(await send(GET_INFO)).toMatch(/^61..$/);
  expect((await send('00c0000000')).slice(-4)).toBe('9000');
});

it('is polled while it waits for a touch', async () => {
  const { send, key } = lay();
  key.presence.mode = 'wait';
  await send(SELECT);
  expect(await send(SELECTION)).toBe('029100');
  expect(await send(POLL)).toBe('029100');
  key.presence.touch();
  expect(await send(POLL)).toBe('009000');
  expect(await send(POLL)).toBe('6985');
});

it('is cancelled by a poll with P1 = 11, and by any other command', async () => {
  const { send, key } = lay();
  key.presence.mode = 'wait';
  await send(SELECT);
  expect(await send(SELECTION)).toBe('029100');
  expect(await send('80111100')).toBe('2d9000');
  expect(await send(SELECTION)).toBe('029100');
  expect((await send(GET_INFO)).slice(0, 2)).toBe('00');
  expect(await send(SELECTION)).toBe('029100');
  expect(await send('80120100')).toBe('9000');
  expect(key.presence.awaited).toBe(false);
  expect(await send(POLL)).toBe('6985');
});

it.each([
  ['80100000010b', {}],
  [SELECTION, { blocking: true }],
])('waits inside the command: %s %o', async (apdu, options: FidoAppletOptions) => {
  const { send, key } = lay(options);
  key.presence.mode = 'wait';
  await send(SELECT);
  const response = send(apdu);
  await expect.poll(() => key.presence.touch()).toBe(true);
  expect(await response).toBe('009000');
});

it('stops waiting when it is pulled', async () => {
  const { send, key } = lay({ blocking: true });
  key.presence.mode = 'wait';
  await send(SELECT);
  const pulled = new AbortController();
  key.presence.onAwaited(() => pulled.abort());
  expect(await send(SELECTION, pulled.signal)).toBe('2d9000');
});

it('says errors in the status byte, or in the status word as some cards do', async () => {
  const { send } = lay();
  await send(SELECT);
  expect(await send('801000000101')).toBe('149000');
  const odd = lay({ errorStatusWord: (status) => 0x6f00 | status });
  await odd.send(SELECT);
  expect(await odd.send('801000000101')).toBe('6f14');
  expect((await odd.send(GET_INFO)).slice(-4)).toBe('9000');
});

it('powers the key down with itself', async () => {
  let now = 0;
  const { send, card } = lay({}, new VirtualKey({ now: () => now }));
  now = 20_000;
  await send(SELECT);
  expect(await send('801000000107')).toBe('309000');
  card.reset();
  await send(SELECT);
  expect(await send('801000000107')).toBe('009000');
});
