import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedCard, T0_ATR } from './scripted-card.ts';
import { type PcscStage, stagePcsc, type TransportRecord } from './transport-record.ts';

const FIRST = 'Wardkey Test Reader 00 00';
const SECOND = 'Second Reader 01 00';
let stage: PcscStage;
let record: TransportRecord;
const card = new ScriptedCard(() => '6d00');

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader', 'Second Reader');
});
beforeEach(async () => {
  await stage.clear();
  ({ record } = stage.watch());
  await record.until(({ problems }) => problems.length > 0);
});
afterEach(() => stage.rest());
afterAll(() => stage.strike());

describe('cards', () => {
  it('come and go', async () => {
    stage.reader.insert(card);
    await record.until(({ devices }) => devices.length === 1);
    stage.reader.remove();
    await record.until(({ devices }) => devices.length === 0);
    expect(record.story).toEqual([FIRST, `-${FIRST}`]);
  });

  it('are told apart by reader, and by how they are reached', async () => {
    stage.reader.insert(card);
    stage.pcscd.readers[1]?.insert(new ScriptedCard(() => '6d00', T0_ATR));
    await record.until(({ devices }) => devices.length === 2);
    const found = record.devices.map(({ name, transport }) => [name, transport]).sort();
    expect(found).toEqual([
      [SECOND, 'smart-card'],
      [FIRST, 'nfc'],
    ]);
    expect(new Set(record.devices.map(({ id }) => id)).size).toBe(2);
  });

  it('that lie there already are reported at the start', async () => {
    stage.reader.insert(card);
    await record.device();
    const late = stage.watch().record;
    expect((await late.device()).name).toBe(FIRST);
  });

  it('are other devices when they are swapped, however quickly', async () => {
    stage.reader.insert(card);
    const before = (await record.device()).id;
    stage.reader.insert(new ScriptedCard(() => '6d00'));
    await record.until(({ devices }) => devices.length === 1 && devices[0]?.id !== before);
    expect(record.story).toEqual([FIRST, `-${FIRST}`, FIRST]);
  });
});

describe('readers', () => {
  it('take their card along when they are unplugged, and bring it back', async () => {
    stage.reader.insert(card);
    await record.device();
    await stage.reader.unplug();
    await record.until(({ devices }) => devices.length === 0);
    await stage.reader.plug();
    await record.until(({ devices }) => devices.length === 1);
    expect(record.problems).toEqual([null]);
  });
});

describe('pcscd', () => {
  it('is missed when it is killed, and not when it is back', async () => {
    stage.reader.insert(card);
    await record.device();
    await stage.pcscd.kill();
    await record.until(({ devices }) => devices.length === 0);
    await record.until(({ problems }) => problems.at(-1) === 'pcsc-service-stopped');
    await stage.pcscd.resume();
    await record.until(({ problems, devices }) => problems.at(-1) === null && devices.length === 1);
  });

  it('is waited for when it does not run at the start', async () => {
    await stage.pcscd.kill();
    const late = stage.watch().record;
    await late.until(({ problems }) => problems.at(-1) === 'pcsc-service-stopped');
    stage.reader.insert(card);
    await stage.pcscd.resume();
    await late.until(({ problems, devices }) => problems.at(-1) === null && devices.length === 1);
  });

  it('is not waited for at the end', async () => {
    for (const before of ['running', 'killed']) {
      if (before === 'killed') await stage.pcscd.kill();
      const { transport } = stage.watch();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await transport.stop();
    }
    await stage.pcscd.resume();
  });
});
