import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readCard } from '../../../../bridge/smartcard/read-card.ts';
import { respond } from '../../../virtual/applet/status-word.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { cardAccess, type Transcript } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../../virtual/piv-card/piv-options.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';

const never = new AbortController().signal;
const keys = await practiceKeys('p256', {}, ['9a', '9c', '9d', '9e']);
const retired = await practiceKeys('p256', {}, ['82', '95']);
const EMPTY_VERIFY = '00200080';

function read(options: PivCardOptions = {}) {
  return readCard(cardAccess(new PivCard({ keys, ...options })), never);
}

/** A card that says the same to everything but what it is told to say. */
function cardThat(answers: Readonly<Record<string, string>>, otherwise: string): VirtualCard {
  return {
    atr: Uint8Array.of(0x3b, 0x00),
    reset: () => {},
    transmit: async (apdu) => {
      const command = Buffer.from(apdu).toString('hex');
      const known = Object.entries(answers).find(([begin]) => command.startsWith(begin));
      return Buffer.from(known?.[1] ?? otherwise, 'hex');
    },
  };
}

test.each<[string, PivCardOptions]>([
  ['plain', {}],
  ['gzip', { compressed: true }],
  ['exact lengths', { exactLe: true }],
  ['no discovery object', { discovery: false }],
])('reads a whole card: %s', async (_, options) => {
  const { piv } = await read(options);
  expect(piv).toMatchObject({ expires: '2039-12-31', pinTries: 3 });
  expect(piv?.certificates).toMatchObject([
    { slot: '9a', purpose: 'authentication', certificate: { serialNumber: '5a01' } },
    { slot: '9c', purpose: 'signing', certificate: { serialNumber: '5a02' } },
    { slot: '9d', purpose: 'encryption', certificate: { serialNumber: '5a03' } },
    { slot: '9e', purpose: 'card-authentication', certificate: { serialNumber: '5a04' } },
  ]);
});

test('reads retired slots where the key history tells of some, and no others', async () => {
  const card = new PivCard({ keys: { ...keys, ...retired } });
  const { piv } = await readCard(cardAccess(card), never);
  expect(piv?.certificates.slice(4)).toMatchObject([
    { slot: '82', purpose: 'encryption', certificate: { serialNumber: '5a05' } },
    { slot: '95', purpose: 'encryption', certificate: { serialNumber: '5a06' } },
  ]);
  const transcript: Transcript = [];
  await readCard(cardAccess(new PivCard({ keys }), transcript), never);
  expect(transcript.filter((line) => line.includes('5c035fc10d'))).toEqual([]);
});

test('tells what the card calls itself by, and Yubico’s version and serial number', async () => {
  const yubico = { version: [5, 4, 3], serial: 1_234_567 } as const;
  const { piv } = await read({ yubico });
  expect(piv?.yubico).toEqual({ version: '5.4.3', serial: 1_234_567, touch: [] });
  const touchy = await read({ yubico: { ...yubico, touch: ['9c', '9d'] } });
  expect(touchy.piv?.yubico?.touch).toEqual(['9c', '9d']);
  expect(piv?.cardIdentifier).toMatch(/^a000000116ff02[0-9a-f]{28}$/);
  expect((await read()).piv?.yubico).toBeNull();
});

test('spends no PIN try, and tells of those that are spent', async () => {
  const card = new PivCard({ keys, pin: '271828' });
  card.applet.pin.verify(Buffer.from('1111110ff'));
  const { piv } = await readCard(cardAccess(card), never);
  expect([piv?.pinTries, card.applet.pin.tries]).toEqual([2, 2]);
  for (const wrong of ['1', '2']) card.applet.pin.verify(Buffer.from(wrong));
  expect((await readCard(cardAccess(card), never)).piv?.pinTries).toBe(0);
});

test('a card that says yes to every SELECT but not that it is PIV is not asked for its tries', async () => {
  const transcript: Transcript = [];
  const card = cardThat({ '00a4': '9000', [EMPTY_VERIFY]: '63c2' }, '6a82');
  const { piv } = await readCard(cardAccess(card, transcript), never);
  expect(piv).toEqual({
    expires: null,
    pinTries: null,
    cardIdentifier: null,
    yubico: null,
    certificates: [],
  });
  expect(transcript.filter((line) => line.startsWith(EMPTY_VERIFY))).toEqual([]);
});

test('a discovery object is proof enough', async () => {
  const discovery = '7e124f0ba0000003080000100001005f2f0240009000';
  const card = cardThat(
    { '00a4': '9000', '00cb3fff035c017e': discovery, [EMPTY_VERIFY]: '63c2' },
    '6a82',
  );
  expect((await readCard(cardAccess(card), never)).piv?.pinTries).toBe(2);
});

test.each([
  ['the template of the specification', '61114f0600001000010079074f05a000000308'],
  ['the identifier in full', '610d4f0ba000000308000010000100'],
  ['a version to come', '61084f06000010000201'],
  ['file control information', '6f0d840ba000000308000010000100'],
  ['a template inside of it', '6f0fa50d840ba000000308000010000100'],
  ['a template that says it is longer', '61204f0600001000010079074f05a000000308'],
])('knows PIV by %s', async (_, answer) => {
  const card = cardThat({ '00a4': `${answer}9000`, [EMPTY_VERIFY]: '63c2' }, '6a82');
  expect((await readCard(cardAccess(card), never)).piv?.pinTries).toBe(2);
});

test.each([
  ['another applet', '610d4f0ba000000397425446590100'],
  ['nothing', ''],
  ['a beginning that many share', '61054f03000010'],
])('does not take %s for PIV', async (_, answer) => {
  const card = cardThat({ '00a4': `${answer}9000`, [EMPTY_VERIFY]: '63c2' }, '6a82');
  expect((await readCard(cardAccess(card), never)).piv?.pinTries).toBeNull();
});

test('knows PIV by its card holder identifier, where it says nothing of itself', async () => {
  const card = new PivCard({ keys, discovery: false });
  const silent: VirtualCard = {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu) => {
      const answer = await card.transmit(apdu);
      return apdu[1] === 0xa4 ? answer.subarray(-2) : answer;
    },
  };
  expect((await readCard(cardAccess(silent), never)).piv?.pinTries).toBe(3);
});

test.each([5, 9, 11])('finds a card that wants an identifier of %i bytes', async (length) => {
  const card = new PivCard({ keys });
  const picky: VirtualCard = {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu) =>
      apdu[1] === 0xa4 && apdu[4] !== length ? respond(0x6a82) : card.transmit(apdu),
  };
  expect((await readCard(cardAccess(picky), never)).piv?.certificates).toHaveLength(4);
});

test('a card without PIV is known by another applet, or by its answer to reset', async () => {
  const idprime = cardThat({ '00a404000ba000000018800000000662': '9000' }, '6d00');
  expect(await readCard(cardAccess(idprime), never)).toMatchObject({
    piv: null,
    otherApplet: 'IDPrime',
  });
  const atr = Buffer.from('3BF91800008131FE454A434F503431563232AF', 'hex');
  const jcop = { ...cardThat({}, '6d00'), atr };
  expect(await readCard(cardAccess(jcop), never)).toMatchObject({
    piv: null,
    otherApplet: null,
    family: { series: '5, 6', isCertain: true, blockedSince: '2026-05-07' },
  });
});

test.each([
  ['no certificate at all', Buffer.from('700401020304710100fe00', 'hex')],
  ['gzip that is none', Buffer.from('70021f8b710101fe00', 'hex')],
])('one bad object does not hide the others: %s', async (_, object) => {
  const { piv } = await read({ objects: new Map([[0x5fc105, object]]) });
  expect(piv?.certificates[0]).toEqual({ slot: '9a', problem: 'device-garbled' });
  expect(piv?.certificates).toHaveLength(4);
});

test.each(['6400', '6401', '6402', '6403', '6581', '6982', '6983', '6984', '6985', '6d00', '6f00'])(
  'an object of which the card says %s does not hide the others',
  async (word) => {
    for (const tag of ['7e', '5fc102', '5fc105', '5fc107', '5fc10c']) {
      const card = new PivCard({ keys });
      const name = `5c${(tag.length / 2).toString(16).padStart(2, '0')}${tag}`;
      const odd: VirtualCard = {
        atr: card.atr,
        reset: () => card.reset(),
        transmit: async (apdu) =>
          Buffer.from(apdu).toString('hex').includes(name)
            ? Buffer.from(word, 'hex')
            : card.transmit(apdu),
      };
      const { piv } = await readCard(cardAccess(odd), never);
      expect(piv).toMatchObject({ pinTries: 3 });
      expect(piv?.certificates.filter((one) => 'certificate' in one)).toHaveLength(
        tag === '5fc105' ? 3 : 4,
      );
      if (word.startsWith('64') && tag === '5fc105') {
        expect(piv?.certificates[0]).toEqual({ slot: '9a', problem: 'card-refused' });
      }
    }
  },
);

const DER = Buffer.from(keys['9a']?.certificate ?? []);
const LENGTH = DER.length.toString(16).padStart(4, '0');
const SHORT = (DER.length - 9).toString(16).padStart(4, '0');
const INFO = '710100fe00';
const ZLIB = deflateSync(DER).toString('hex');
const NET_ID = `0100${LENGTH.slice(2)}${LENGTH.slice(0, 2)}${ZLIB}`;
const GZIP = gzipSync(DER).toString('hex');
const GZIP_WITH_ALL = `${GZIP.slice(0, 6)}1e${GZIP.slice(8, 20)}0300010203${'6100'}${'6200'}ffff${GZIP.slice(20)}`;

function boxed(tag: string, digits: string): string {
  return `${tag}82${(digits.length / 2).toString(16).padStart(4, '0')}${digits}`;
}

function seventy(digits: string): string {
  return boxed('70', digits);
}

test.each([
  ['without anything around it', DER.toString('hex')],
  ['in the container but without the 70', `5382${LENGTH}${DER.toString('hex')}`],
  ['in an object that is too short for it', `7082${SHORT}${DER.toString('hex')}${INFO}`],
  ['in a container that is too short for it', `53067082${LENGTH}${DER.toString('hex')}${INFO}`],
  ['in a length of three bytes', `7083 00${LENGTH}${DER.toString('hex')}${INFO}`],
  ['in a length of four bytes', `7084 0000${LENGTH}${DER.toString('hex')}${INFO}`],
  ['behind the info byte, and padding', `710100 0000ff 7082${LENGTH}${DER.toString('hex')}`],
  ['said to be gzip and is not', `7082${LENGTH}${DER.toString('hex')}710101fe00`],
  ['by zlib instead of gzip', `${seventy(ZLIB)}710101`],
  ['packed as Net iD does', `${seventy(NET_ID)}710100fe00`],
  ['packed as Net iD does, with rubbish inside behind it', seventy(`${NET_ID}710101fe00`)],
  ['in gzip with rubbish inside behind it', `${seventy(`${GZIP}1f8b0800`)}710101fe00`],
  ['in gzip with other objects inside behind it', seventy(`${GZIP}710101fe00`)],
  ['in gzip with a name, a remark, more and a checksum', seventy(GZIP_WITH_ALL)],
  ['in gzip in an object that is too short for it', `7040${GZIP}710101fe00`],
  ['in gzip in an empty object', `7000${GZIP}710101fe00`],
  ['in zlib in an object that is too short for it', `7040${ZLIB}710101fe00`],
  ['in an object without an end', `7080${DER.toString('hex')}0000`],
  ['in gzip in an object without an end', `7080${GZIP}0000`],
  ['in a container without an end', `53807082${LENGTH}${DER.toString('hex')}0000`],
  [
    'in a container with a length of five bytes',
    `53850000000500 7082${LENGTH}${DER.toString('hex')}`,
  ],
  ['in two containers', boxed('53', boxed('53', `${seventy(DER.toString('hex'))}710100fe00`))],
  ['in two containers, packed', boxed('53', boxed('53', `${seventy(GZIP)}710101fe00`))],
  ['in another container', boxed('54', `${seventy(DER.toString('hex'))}710100fe00`)],
  ['in another container alone', boxed('04', DER.toString('hex'))],
])('reads a certificate %s', async (_, digits) => {
  const object = Buffer.from(digits.replaceAll(' ', ''), 'hex');
  const { piv } = await readCard(cardAccess(bare(0x5fc105, object)), never);
  expect(piv?.certificates[0]).toMatchObject({ slot: '9a', certificate: { serialNumber: '5a01' } });
  expect(piv?.certificates).toHaveLength(4);
});

test.each([
  ['nothing but padding', '00000000ffff', true],
  ['an empty object', '7000710100fe00', true],
  ['an empty container', '5300', true],
  ['no certificate', '710100fe00', false],
  ['a text', '0c0568656c6c6f', false],
  ['an object without an end', '70800102030000', false],
  [
    'what no certificate is as large as',
    seventy(gzipSync(Buffer.alloc(65_537)).toString('hex')),
    false,
  ],
])('a slot with %s', async (_, digits, isNone) => {
  const { piv } = await readCard(cardAccess(bare(0x5fc105, Buffer.from(digits, 'hex'))), never);
  const [first] = piv?.certificates ?? [];
  expect(first).toEqual(
    isNone ? expect.objectContaining({ slot: '9c' }) : { slot: '9a', problem: 'device-garbled' },
  );
});

/** A card that answers GET DATA for one tag with bytes as they are, all around them included. */
function bare(tag: number, answer: Uint8Array): VirtualCard {
  const card = new PivCard({ keys, objects: new Map([[tag, answer]]) });
  const name = `5c03${tag.toString(16)}`;
  return {
    atr: card.atr,
    reset: () => card.reset(),
    transmit: async (apdu) => {
      const isIt = Buffer.from(apdu).toString('hex').includes(name);
      return isIt ? Buffer.concat([answer, Uint8Array.of(0x90, 0x00)]) : card.transmit(apdu);
    },
  };
}

test('a certificate without its end and with rubbish behind it is read', async () => {
  const der = keys['9a']?.certificate ?? new Uint8Array();
  const head = Uint8Array.of(0x70, 0x82, der.length >> 8, der.length & 0xff);
  const object = Buffer.concat([head, der, Buffer.from('7101', 'hex')]);
  const { piv } = await read({
    objects: new Map([
      [0x5fc105, object],
      [0x5fc102, Buffer.from('3508ff', 'hex')],
    ]),
  });
  expect(piv?.certificates[0]).toMatchObject({ slot: '9a', certificate: { serialNumber: '5a01' } });
  expect(piv?.expires).toBeNull();
});
