import { expect, it, onTestFinished, vi } from 'vitest';
import type { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { commandNames } from '../virtual/command-names.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

const SHUT = 0;
const OPEN = 0o660;

function problemOf(keys: AttachedKeys): string | undefined {
  return keys.list.devices[0]?.problem;
}

it('waits a moment for the permissions of a key that has just come', async () => {
  const machine = await stageMachine();
  // Neither looks of its own nor an end of the wait: what is told is told by the system's events.
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const keys = watchedKeys(machine);
  const seen: unknown[] = [];
  keys.onChange(({ devices }) =>
    seen.push(devices.map(({ name, key }) => [name, key !== undefined])),
  );
  const key = new VirtualKey();
  const plugged = await machine.plug(key, { mode: SHUT, name: 'Late' });
  const other = await machine.plug(new VirtualKey(), { name: 'Other' });
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  expect(keys.list.devices.map(({ name }) => name)).toEqual(['Other']);
  await other.unplug();
  await expect.poll(() => keys.list.devices).toEqual([]);
  seen.length = 0;
  await plugged.setMode(OPEN);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  expect(seen).toEqual([[['Late', false]], [['Late', true]]]);
  expect(commandNames(key.commandLog)).toEqual(['04']);
  const { id } = keys.list.devices[0] ?? { id: '' };
  const open = await keys.open(id, new AbortController().signal);
  expect(open.info.versions).toContain('FIDO_2_1');
  await open.close();
  expect(commandNames(key.commandLog)).toEqual(['04']);
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
