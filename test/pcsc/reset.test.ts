import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { guidedReset, type ResetStep } from '../../bridge/ctap/guided-reset.ts';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { rejectionCode } from '../rig/code-of.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

let stage: PcscStage;
let keys: AttachedKeys;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(async () => {
  await keys.stop();
  await stage.clear();
});
afterAll(() => stage.strike());

/** Lays the card down, and takes it up and lays another down at the steps for it. */
async function resetOf(key: VirtualKey, back: VirtualKey) {
  keys = new AttachedKeys([new PcscTransport(systemPcscLibrary())]);
  keys.start();
  stage.reader.insert(new FidoApplet(key));
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  const steps: ResetStep['type'][] = [];
  const act: Record<ResetStep['type'], () => unknown> = {
    unplug: () => stage.reader.remove(),
    'plug-in': () => stage.reader.insert(new FidoApplet(back)),
    working: () => {},
    touch: () => back.presence.touch(),
  };
  const running = guidedReset({
    keys,
    device: keys.list.devices[0]?.id ?? '',
    signal: new AbortController().signal,
    onStep: ({ type }) => {
      steps.push(type);
      act[type]();
    },
  });
  return { running, steps };
}

it('wipes a card that is taken from its reader and put back', async () => {
  const key = new VirtualKey({ pin: '2468' });
  key.presence.mode = 'wait';
  const { running, steps } = await resetOf(key, key);
  expect((await running).key?.pinSet).toBe(false);
  expect(key.pinIsSet).toBe(false);
  expect(steps.slice(0, 4)).toEqual(['unplug', 'plug-in', 'working', 'touch']);
});

it('wipes no other card that is put in its place', async () => {
  const [key, other] = [new VirtualKey({ pin: '2468' }), new VirtualKey()];
  const { running } = await resetOf(key, other);
  expect(await rejectionCode(running)).toBe('reset-other-key');
  expect(other.commandLog.map(({ command }) => command)).not.toContain(0x07);
});
