import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { Rig } from '../rig/rig.ts';
import { warm } from '../rig/warm.ts';
import {
  expectCeremonies,
  type MessagesOf,
  WIRE_PERSONALITIES,
} from '../rig/wire-personalities.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { ApduTally } from '../virtual/pcsc-reader/apdu-tally.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const never = new AbortController().signal;

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterAll(() => stage.strike());

describe('over PC/SC, each ceremony costs one SELECT and the commands that it cannot do without', () => {
  it.each(WIRE_PERSONALITIES)('$name', async (model) => {
    let polls = 0;
    await expectCeremonies(model, async (options) => {
      const key = new VirtualKey(options);
      const tally = new ApduTally(new FidoApplet(key, model.applet));
      await stage.clear();
      stage.reader.insert(tally);
      const rig = new Rig(new PcscTransport(systemPcscLibrary()));
      await expect.poll(() => rig.keys.list.devices).toHaveLength(1);
      await warm(rig.keys);
      const [device] = rig.keys.list.devices;
      // Whoever has the key to themselves knows that all before them have let go.
      const settled = async () => (await rig.keys.open(device?.id ?? '', never)).close();
      const isContactless = device?.transport === 'nfc';
      const messagesOf: MessagesOf = async (run) => {
        await settled();
        tally.take();
        await run();
        await settled();
        const count = tally.take();
        polls += count.polls;
        const [first, ...rest] = count.messages;
        expect(first).toBe('select');
        expect(rest.at(-1) === 'end').toBe(isContactless);
        return isContactless ? rest.slice(0, -1) : rest;
      };
      return { rig, key, messagesOf };
    });
    expect(polls > 0).toBe(model.name === 'awaits-touch');
  });
});
