import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { Undo } from '../../kit/undo.ts';
import { placeProgram } from '../../rig/placed-program.ts';
import type { BenchDevice } from '../device/bench-device.ts';
import { buildTimed } from '../native/build.ts';
import { runCold } from '../peers/run-cold.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import type { BenchOptions, Subject } from './subject.ts';

const SUBJECT = 'The start alone';
/** What the installed program may take on top of Node.js. */
const MOST_ON_TOP_MS = 20;
const NO_DEVICE: Pick<BenchDevice, 'wrap' | 'env'> = {
  wrap: (command) => ['/usr/bin/env', ...command],
  env: {},
};

/** Node.js that does nothing, and the installed program that only tells its version, in turns. */
export const start: Subject = {
  name: 'start',
  async measure({ runs, say }: BenchOptions) {
    say(SUBJECT);
    const undo = new Undo();
    try {
      const home = await temporaryFolder();
      undo.later(() => home.remove());
      const program = await placeProgram({ HOME: home.path, PATH: '' });
      const timed = await buildTimed();
      const commands: readonly [string, readonly [string, ...string[]]][] = [
        ['Node.js', [process.execPath, '-e', '0']],
        ['Wardkey', [program, '--version']],
      ];
      const all = commands.map(([peer, command]) => {
        const place = {
          subject: SUBJECT,
          what: 'start to end',
          peer,
          way: 'no device',
          unit: 'ms',
        };
        return { command, series: new Series(place) };
      });
      for (let run = 0; run < runs; run++) {
        for (const { command, series } of all) {
          series.add((await runCold(timed, NO_DEVICE, home.path, { command })).ms);
        }
      }
      return judged(all.map(({ series }) => series.row()));
    } finally {
      await undo.run();
    }
  },
};

function judged([node, wardkey]: readonly Row[]): Row[] {
  if (node === undefined || wardkey === undefined) return [];
  const onTop = (wardkey.summary?.median ?? Infinity) - (node.summary?.median ?? 0);
  const says = `at most ${MOST_ON_TOP_MS} ms more than node -e 0`;
  return [wardkey, node].map((row) =>
    row === wardkey ? { ...row, target: { says, met: onTop <= MOST_ON_TOP_MS } } : row,
  );
}
