import { expect, it } from 'vitest';
import { guidedReset, type ResetStep } from '../../bridge/ctap/guided-reset.ts';
import { rejectionCode } from '../rig/code-of.ts';
import type { PluggedKey, PlugOptions } from '../virtual/hid-device/hid-machine.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

/** A key in a machine, taken out at the step for it and put back as a test says. */
async function resetOf(key: VirtualKey, options: PlugOptions, back: PlugOptions = options) {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  const first: PluggedKey = await machine.plug(key, options);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  const steps: ResetStep['type'][] = [];
  const act: Record<ResetStep['type'], () => unknown> = {
    unplug: () => first.unplug(),
    'plug-in': () => machine.plug(key, back),
    working: () => {},
    touch: () => key.presence.touch(),
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

it('wipes a key that is taken out and put back', async () => {
  const key = new VirtualKey({ pin: '2468' });
  key.presence.mode = 'wait';
  const { running, steps } = await resetOf(key, { serial: '0042' });
  expect((await running).key?.pinSet).toBe(false);
  expect(key.pinIsSet).toBe(false);
  expect(steps.slice(0, 4)).toEqual(['unplug', 'plug-in', 'working', 'touch']);
});

it('tells two pieces of one model apart by their serial numbers', async () => {
  const key = new VirtualKey({ pin: '2468' });
  const { running } = await resetOf(key, { serial: '0042' }, { serial: '0043' });
  expect(await rejectionCode(running)).toBe('reset-other-key');
  expect(key.pinIsSet).toBe(true);
});
