import type { Circumstances } from '../report.ts';

/** Load above which times say more of other programs than of these. */
const BUSY = 1.5;

/** When, where and with what it was measured. */
export function circumstanceLines(told: Circumstances): string[] {
  const { date, machine, system, load, versions, runs, quick } = told;
  return [
    `Measured ${date} on ${machine}, ${system}.`,
    loadLine(load),
    `${quick ? 'Quick run' : 'Full run'}: ${runs} runs of each thing, by the programs in turns.`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ];
}

/** How busy the machine was, and what that means for the times. */
export function loadLine({ before, after }: Circumstances['load']): string {
  const busy =
    before > BUSY ? '; other programs were at work, and times are higher than they need be' : '';
  return `Load before ${before.toFixed(2)}, after ${after.toFixed(2)}${busy}.`;
}
