import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { ManagedFleet } from '../rig/managed-fleet.ts';

// Setting up and taking away, killed at any moment, as when a machine is switched off.

const SET_UP = ['install', '--system', '--all', '--udev', 'plugdev', '--quiet'];
const TAKE_AWAY = ['uninstall', '--system', '--quiet'];

/** Between two moments at which it is killed, in milliseconds. */
const STEP_MS = 23;

const undo = new Undo();
let fleet: ManagedFleet;
let before: readonly string[] = [];
let after: readonly string[] = [];

beforeAll(async () => {
  const folder = await temporaryFolder();
  undo.later(folder.remove);
  fleet = await ManagedFleet.make(folder.path);
  before = await fleet.everything();
  await fleet.wardkey(...SET_UP);
  after = await fleet.everything();
  await fleet.wardkey(...TAKE_AWAY);
});

afterAll(() => undo.run());

test('half set up, it can be taken away, and it can be set up', async () => {
  const half: number[] = [];
  for (let moment = STEP_MS; !(await fleet.brokenOff(moment, ...SET_UP)); moment += STEP_MS) {
    half.push((await fleet.everything()).length);
    await fleet.wardkey(...TAKE_AWAY);
    expect(await fleet.everything()).toEqual(before);
    await fleet.brokenOff(moment, ...SET_UP);
    await fleet.wardkey(...SET_UP);
    expect(await fleet.everything()).toEqual(after);
    await fleet.wardkey(...TAKE_AWAY);
  }
  // It was killed before anything was there, and on the way.
  expect(half).toContain(before.length);
  expect(half.some((count) => count > before.length && count < after.length)).toBe(true);
});

test('half taken away, it can be taken away', async () => {
  await fleet.wardkey(...SET_UP);
  for (let moment = STEP_MS; !(await fleet.brokenOff(moment, ...TAKE_AWAY)); moment += STEP_MS) {
    await fleet.wardkey(...TAKE_AWAY);
    expect(await fleet.everything()).toEqual(before);
    await fleet.wardkey(...SET_UP);
  }
  expect(await fleet.everything()).toEqual(before);
});
