import type { Circumstances } from '../report.ts';

/** Load above which times say more of other programs than of these. */
const BUSY = 1.5;

/** When, where and with what it was measured. */
export function circumstanceLines(told: Circumstances): string[] {
  const { date, machine, system, load, versions, runs, quick } = told;
  const busy =
    load.before > BUSY
      ? '; other programs were at work, and times are higher than they need be'
      : '';
  return [
    `Measured ${date} on ${machine}, ${system}.`,
    `Load before ${load.before.toFixed(2)}, after ${load.after.toFixed(2)}${busy}.`,
    `${quick ? 'Quick run' : 'Full run'}: ${runs} runs of each thing, by the programs in turns.`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ];
}
