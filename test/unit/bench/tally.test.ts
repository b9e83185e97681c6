import { expect, it } from 'vitest';
import { Tally } from '../../bench/tally.ts';

const PLACE = { subject: 'S', what: 'get', peer: 'Wardkey', way: 'USB' };

it('takes the device’s own time from that of each run', () => {
  const tally = new Tally(PLACE);
  tally.add(30, { deviceMs: 20, commands: ['02'], frames: 7 });
  tally.add(50, { deviceMs: 45, commands: ['02'], frames: 7 });
  tally.add(40, { deviceMs: 21, commands: ['06/02', '02'], frames: 9 }, 1);
  expect(tally.row()).toMatchObject({
    summary: { runs: 3, median: 40 },
    deviceMs: 21,
    overhead: { median: 10, max: 19 },
    commands: ['06/02', '02'],
    whileTyping: 1,
    frames: 9,
    voids: 0,
  });
});

it('has no figure of a run that was not verified', () => {
  const tally = new Tally(PLACE);
  tally.add(30, { deviceMs: 20, commands: ['02'], frames: 7 });
  tally.addVoid(new Error('the signature is wrong'));
  expect(tally.row()).toMatchObject({ summary: { runs: 1 }, voids: 1 });
});

it('is an empty row with the reason, where no run was', () => {
  const tally = new Tally(PLACE);
  tally.addVoid(new Error('allow list too long'));
  const row = tally.row();
  expect(row).toMatchObject({ empty: 'allow list too long', voids: 1 });
  expect(row.summary).toBeUndefined();
});
