import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

const SHUT = 0;
const OPEN = 0o660;

function problemOf(keys: AttachedKeys): string | undefined {
  return keys.list.devices[0]?.problem;
}

it('waits a moment for the permissions of a key that has just come', async () => {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  const plugged = await machine.plug(new VirtualKey(), { mode: SHUT });
  await sleep(150);
  expect(keys.list.devices).toEqual([]);
  await plugged.setMode(OPEN);
  const begin = performance.now();
  await expect.poll(() => keys.list.devices[0]?.key, { interval: 2 }).toBeDefined();
  // By what the system told: the next look of itself is up to two seconds away.
  expect(performance.now() - begin).toBeLessThan(1_500);
  expect(problemOf(keys)).toBeUndefined();
});

it('says that no rule lets the person use the key, and uses it once one does', async () => {
  const machine = await stageMachine();
  const keys = watchedKeys(machine);
  const plugged = await machine.plug(new VirtualKey(), { mode: SHUT });
  await expect.poll(() => problemOf(keys)).toBe('hid-no-rule');
  await plugged.setMode(OPEN);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  expect(problemOf(keys)).toBeUndefined();
});

it('tells apart that a rule is there, but the person does not sit at the computer', async () => {
  const machine = await stageMachine();
  await machine.setUdevRecord('I:1234\nE:ID_SECURITY_TOKEN=1\nG:uaccess\nQ:uaccess\nV:1\n');
  const keys = watchedKeys(machine);
  await machine.plug(new VirtualKey(), { mode: SHUT });
  await expect.poll(() => problemOf(keys)).toBe('hid-no-seat');
});
