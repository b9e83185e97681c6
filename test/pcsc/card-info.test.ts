import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readCard } from '../../bridge/smartcard/read-card.ts';
import type { CardAccess, CtapDevice } from '../../bridge/transport/transport.ts';
import { InterruptedCard, type Moment } from '../virtual/interrupted-card.ts';
import { OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';
import { json, pcscd, run } from './wardkey-process.ts';

const never = new AbortController().signal;
/** More commands than reading a card takes. */
const MOST_APDUS = 100;
const keys = await practiceKeys();

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

function accessTo({ card }: CtapDevice): CardAccess {
  if (card === undefined) throw new Error('not a card');
  return card;
}

const WHOLE = {
  piv: { expires: '2039-12-31', pinTries: 3, certificates: [{ slot: '9a' }, { slot: '9c' }] },
};

it.each([
  ['T=1', {}],
  ['T=0', { atr: T0_ATR, exactLe: true }],
  ['without extended length', { extendedLength: false, compressed: true }],
])('reads a card: %s', async (_, options) => {
  const device = await stage.lay(new PivCard({ keys, ...options }));
  expect(await readCard(accessTo(device), never)).toMatchObject(WHOLE);
});

it.each<Moment>(['before', 'after'])(
  'ends when the card is pulled %s any APDU is answered, and the next card is read',
  async (moment) => {
    const counted = new InterruptedCard(new PivCard({ keys }));
    const device = await stage.lay(counted);
    counted.arm(0);
    await readCard(accessTo(device), never);
    const apdus = counted.count;
    expect(apdus).toBeGreaterThan(10);
    expect(apdus).toBeLessThan(MOST_APDUS);
    await stage.rest();
    for (let nth = 1; nth <= apdus; nth += 1) {
      const card = new InterruptedCard(new PivCard({ keys }));
      const pulled = await stage.lay(card);
      card.arm(nth, moment, () => stage.reader.remove());
      const ended: unknown = await readCard(accessTo(pulled), never).catch((error) => error);
      // The last answer may still come through, and a card read in more turns has more of them.
      const mayBeRead = (moment === 'after' && nth >= apdus) || card.count < nth;
      const isRead = mayBeRead && !(ended instanceof Error);
      expect(ended, `APDU ${nth}`).toMatchObject(isRead ? WHOLE : { code: 'device-removed' });
      await stage.rest();
    }
    const next = await stage.lay(new PivCard({ keys }));
    expect(await readCard(accessTo(next), never)).toMatchObject(WHOLE);
  },
);

it('reads on while another program resets the card and selects other applets', async () => {
  const card = new PivCard({ keys });
  const device = await stage.lay(card);
  const other = await OtherProgram.start(device.name);
  const acts = (async () => {
    for (let round = 0; round < 5; round += 1) {
      await other.act('reset');
      await other.act('select-other');
    }
  })();
  for (let round = 0; round < 5; round += 1) {
    expect(await readCard(accessTo(device), never)).toMatchObject(WHOLE);
  }
  await acts;
  await other.stop();
  expect(card.applet.pin.tries).toBe(3);
});

it('says that another program holds the card, and reads it once it is free', async () => {
  const device = await stage.lay(new PivCard({ keys }));
  const other = await OtherProgram.start(device.name);
  await other.act('begin');
  await expect(readCard(accessTo(device), never)).rejects.toMatchObject({ code: 'device-busy' });
  await other.act('end');
  expect(await readCard(accessTo(device), never)).toMatchObject(WHOLE);
  await other.stop();
});

it('is a command of the program', async () => {
  const service = await pcscd();
  await service.readers[0]?.insert(new PivCard({ keys }));
  const info = await run(service, ['card', 'info', '--json']);
  expect(info).toMatchObject({ exitCode: 0, err: '' });
  expect(json(info)).toMatchObject(WHOLE);
  const { out } = await run(service, ['card', 'certificate']);
  expect(out).toContain('CN=Pat Practice');
});
