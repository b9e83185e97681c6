import { describe, expect, it } from 'vitest';
import { Rig } from '../rig/rig.ts';
import { warm } from '../rig/warm.ts';
import {
  expectCeremonies,
  type MessagesOf,
  WIRE_PERSONALITIES,
} from '../rig/wire-personalities.ts';
import { commandNames } from '../virtual/command-names.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, transportOf } from './stage.ts';

describe('over HID, each ceremony costs one INIT at most, and the commands that it cannot do without', () => {
  it.each(WIRE_PERSONALITIES)('$name', async (model) => {
    await expectCeremonies(model, async (options) => {
      const machine = await stageMachine();
      const key = new VirtualKey(options);
      const plugged = await machine.plug(key, model.hid);
      const rig = new Rig(transportOf(machine));
      await expect.poll(() => rig.keys.list.devices).toHaveLength(1);
      await warm(rig.keys);
      const messagesOf: MessagesOf = async (run) => {
        plugged.tally.take();
        const before = key.commandLog.length;
        await run();
        const { init = 0, ...messages } = plugged.tally.take().messages;
        expect(init).toBeLessThanOrEqual(1);
        const log = key.commandLog.slice(before);
        const u2f = log.filter(({ u2f: isU2f }) => isU2f).length;
        expect(messages).toEqual({
          ...(log.length > u2f && { cbor: log.length - u2f }),
          ...(u2f > 0 && { msg: u2f }),
        });
        return commandNames(log);
      };
      return { rig, key, messagesOf };
    });
  });
});
