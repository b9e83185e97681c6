import { expect, it } from 'vitest';
import { CardTransport } from '../../../rig/card-transport.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { busyFirst, oftenDeselected, strictT0 } from '../../../rig/odd-cards.ts';
import { changing, OddKeyTransport } from '../../../rig/odd-key.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { FidoApplet, type FidoAppletOptions } from '../../../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const PIN = '4711';
const WRONG = '0000';
const REQUIRED = 'required';

interface Oddness {
  readonly key?: VirtualKeyOptions;
  readonly applet?: FidoAppletOptions;
  readonly around?: (card: VirtualCard) => VirtualCard;
  readonly protocol?: 'T=0' | 'T=1';
}

const hide = (...members: number[]) => new Map(members.map((member) => [member, undefined]));

const ODD: readonly (readonly [string, Oddness])[] = [
  ['is like most', {}],
  ['answers SELECT with another string', { applet: { selectAnswer: Buffer.from('OTHER_9') } }],
  ['answers SELECT with nothing', { applet: { selectAnswer: new Uint8Array() } }],
  ...[0x6986, 0x6e00, 0x6d00, 0x6a82, 0x6999, 0x6a81, 0x6b00].map(
    (statusWord): readonly [string, Oddness] => [
      `says ${statusWord.toString(16)} when another applet is selected`,
      { around: (card) => oftenDeselected(card, statusWord) },
    ],
  ),
  ['gives less than it was asked for', { applet: { chunkBytes: 247 } }],
  ['takes T=0 alone', { around: strictT0, protocol: 'T=0' }],
  ['says busy before every answer', { around: busyFirst }],
  ['says busy with T=0', { around: (card) => strictT0(busyFirst(card)), protocol: 'T=0' }],
  ['never says busy', { applet: { blocking: true } }],
  ['puts CTAP errors into 6Fxx', { applet: { errorStatusWord: (status) => 0x6f00 | status } }],
  ['puts CTAP errors into 00xx', { applet: { errorStatusWord: (status) => status } }],
  ['tells no maxMsgSize', { key: { infoOverrides: hide(0x05), maxMsgSize: 1024 } }],
  ['tells no transports and no algorithms', { key: { infoOverrides: hide(0x09, 0x0a) } }],
  ['tells no list limits', { key: { infoOverrides: hide(0x07, 0x08) } }],
  ['says that it knows no touch', { key: { optionOverrides: { up: false } } }],
  ['always verifies', { key: { alwaysUv: true, makeCredUvNotRqd: false } }],
  ['verifies for every new credential', { key: { makeCredUvNotRqd: false } }],
  ['knows PIN protocol 1 alone', { key: { pinProtocols: [1] } }],
  ['names no PIN protocol', { key: { pinProtocols: [1], infoOverrides: hide(0x06) } }],
  ['knows the token of CTAP 2.0 alone', { key: { versions: ['FIDO_2_0'], pinUvAuthToken: false } }],
];

async function rigWith({ key = {}, applet = {}, around, protocol = 'T=1' }: Oddness) {
  const virtual = new VirtualKey({ pin: PIN, ...key });
  const card = new FidoApplet(virtual, applet);
  const rig = new Rig(new CardTransport(around ? around(card) : card, protocol));
  await warm(rig.keys);
  return { rig, virtual };
}

it.each(ODD)(
  'registers and signs in, past a wrong PIN, with a card that %s',
  async (_, oddness) => {
    const { rig, virtual } = await rigWith(oddness);
    const typed = [WRONG, PIN];
    rig.person.answerPin = () => typed.shift() ?? PIN;
    const authenticatorSelection = { userVerification: REQUIRED, residentKey: REQUIRED };
    const { id } = await rig.create({ authenticatorSelection });
    expect(rig.person.pinRequests.map(({ triesLeft }) => triesLeft)).toEqual([8, 7]);
    await expect(rig.get({ userVerification: REQUIRED })).resolves.toMatchObject({ id });
    const allowCredentials = [...listOf(new Uint8Array(32)), ...listOf(id)];
    await expect(rig.get({ allowCredentials })).resolves.toMatchObject({ id });
    expect(virtual.credentials).toHaveLength(1);
    expect(await rejectionCode(rig.create({ excludeCredentials: allowCredentials }))).toBe(
      'credential-excluded',
    );
  },
);

it.each(ODD)(
  'without verification where the page wants none, with a card that %s',
  async (_, odd) => {
    const { rig } = await rigWith(odd);
    rig.person.answerPin = () => PIN;
    const { id } = await rig.create({
      authenticatorSelection: { userVerification: 'discouraged' },
    });
    const asked = { userVerification: 'discouraged', allowCredentials: listOf(id) };
    await expect(rig.get(asked)).resolves.toMatchObject({ id });
  },
);

it('bears with undefined in the maps of a key', async () => {
  const transport = new OddKeyTransport(new VirtualKey());
  const undefinedMember = Uint8Array.of(0x18, 0x40, 0xf7);
  transport.meddle = async (_message, ask) => {
    const [status = 0, head = 0, ...rest] = await ask();
    // A map of up to 22 members has its number in its first byte.
    const isSmallMap = status === 0 && head >= 0xa0 && head < 0xb7;
    const body = isSmallMap ? [head + 1, ...rest, ...undefinedMember] : [head, ...rest];
    return Uint8Array.from(rest.length === 0 && head === 0 ? [status] : [status, ...body]);
  };
  const rig = new Rig(transport);
  await warm(rig.keys);
  const { id } = await rig.create();
  await expect(rig.get({ allowCredentials: listOf(id) })).resolves.toMatchObject({ id });
});

it('bears with a key that lists algorithms nobody knows', async () => {
  const transport = new OddKeyTransport(new VirtualKey());
  const unknown = new Map<string, string | number>([
    ['alg', -65_000],
    ['type', 'of-a-later-day'],
  ]);
  transport.meddle = changing(0x04, (members) => members.set(0x0a, [unknown]));
  const rig = new Rig(transport);
  await warm(rig.keys);
  await expect(rig.create()).resolves.toMatchObject({ response: { publicKeyAlgorithm: -7 } });
});
