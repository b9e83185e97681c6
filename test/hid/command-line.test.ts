import { expect, it } from 'vitest';
import { touchAwaited } from '../kit/touch.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine } from './stage.ts';
import { startTyped, typed } from './wardkey-process.ts';

// Commands as processes of the built program, over the real HID library, in which the person does
// something meanwhile; those that only run are in test/long.

const PIN = '2468';

it('wipes a key that is taken out and put back at its words', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey({ pin: PIN });
  const options = { name: 'Ward key', serial: '0042' };
  const first = await machine.plug(key, options);
  await typed(machine, 'wardkey register --resident --pin-fd 0', `${PIN}\n`);
  expect(key.credentials).toHaveLength(1);
  key.presence.mode = 'wait';
  const running = startTyped(machine, 'wardkey key reset --yes --json');
  await running.says('Take it out now: Ward key');
  await first.unplug();
  await running.says('Put it back in now: Ward key');
  await machine.plug(key, options);
  await touchAwaited(key.presence);
  await running.says('Touch it now to wipe it: Ward key');
  key.presence.touch();
  const { exitCode, out } = await running.end();
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ reset: true, device: { name: 'Ward key' } });
  expect([key.pinIsSet, key.credentials.length]).toEqual([false, 0]);
});

it('wipes nothing when another key is put back, and says so', async () => {
  const machine = await stageMachine();
  const first = await machine.plug(new VirtualKey({ pin: PIN }), { name: 'Mine', serial: '1' });
  const other = new VirtualKey({ pin: PIN });
  const running = startTyped(machine, 'wardkey reset --yes --json');
  await running.says('Take it out now: Mine');
  await first.unplug();
  await running.says('Put it back in now');
  await machine.plug(other, { name: 'Mine', serial: '2' });
  expect(JSON.parse((await running.end()).out).error.code).toBe('reset-other-key');
  expect(other.pinIsSet).toBe(true);
});

it('has the key stop blinking when it is interrupted', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey();
  key.presence.mode = 'wait';
  await machine.plug(key);
  const running = startTyped(machine, 'exec "$NODE" "$BUNDLE" register');
  await touchAwaited(key.presence);
  running.interrupt();
  expect((await running.end()).exitCode).toBe(130);
  expect(key.presence.awaited).toBe(false);
});
