import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import type { CtapChannel, CtapDevice } from '../../bridge/transport/transport.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

// Wardkey shares the card with programs such as an OpenSC or GnuPG daemon: each of these tests is
// one thing that they do.

const never = new AbortController().signal;

let stage: PcscStage;
let other: OtherProgram;
let device: CtapDevice;
let channel: CtapChannel;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
beforeEach(async () => {
  device = await stage.lay(new FidoApplet(new VirtualKey()));
  other = await OtherProgram.start(device.name);
  channel = await device.open(never);
});
afterEach(async () => {
  await channel.close();
  await other.stop();
  await stage.rest();
});
afterAll(() => stage.strike());

const asksGetInfo = async (): Promise<void> => {
  expect((await getInfo(channel, { signal: never })).versions).toContain('FIDO_2_1');
};

it('goes on when another program reset the card between two messages', async () => {
  for (let round = 0; round < 3; round += 1) {
    await asksGetInfo();
    await other.act('reset');
  }
  await asksGetInfo();
});

it('goes on when another program selected its own applet', async () => {
  await asksGetInfo();
  await other.act('select-other');
  await asksGetInfo();
});

it('opens a card that another program reset', async () => {
  await channel.close();
  await other.act('reset');
  channel = await device.open(never);
  await asksGetInfo();
});

it('waits for a short transaction of another program', async () => {
  await other.act('begin');
  const asking = asksGetInfo();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await other.act('end');
  await asking;
});

it('says that the card is busy while another program holds it, and works once it is free', async () => {
  await other.act('begin');
  const busy = { code: 'device-busy', facts: { reader: device.name } };
  await expect(asksGetInfo()).rejects.toMatchObject(busy);
  await expect(device.open(never)).rejects.toMatchObject(busy);
  await other.act('end');
  await asksGetInfo();
});

it('is cancelled at once while it waits for another program', async () => {
  await other.act('begin');
  const reason = new Error('cancelled');
  const signal = AbortSignal.timeout(50);
  // Who waits to the end is told that the card is busy.
  await expect(getInfo(channel, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(device.open(AbortSignal.abort(reason))).rejects.toBe(reason);
  await other.act('end');
  await asksGetInfo();
});

it('leaves the card to others between its own messages', async () => {
  await asksGetInfo();
  await other.act('begin');
  await other.act('select-other');
  await other.act('end');
  await asksGetInfo();
});
