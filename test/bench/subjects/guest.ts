import { runChecks } from '../../guest/run-checks.ts';
import type { Row } from '../results.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'Counts in a guest with a real kernel';
/** An emulated processor is slow, and so its times are no figures. */
const TIMEOUT_MS = 900_000;

/** What each client's ceremonies cost at one key behind the kernel's own hidraw: counts, never times. */
export const guest: Subject = {
  name: 'guest',
  async measure({ quick, say }) {
    if (quick) return [];
    say(SUBJECT);
    const { counts, trouble } = await runChecks([], TIMEOUT_MS, () => {});
    const place = { subject: SUBJECT, way: "real kernel's hidraw", unit: '' };
    const rows = counts.map(
      ({ client, ceremony, commands, fromPlatform, toPlatform }): Row => ({
        ...place,
        what: ceremony,
        peer: client,
        commands,
        frames: fromPlatform + toPlatform,
      }),
    );
    if (trouble === undefined) return rows;
    return [...rows, { ...place, what: 'all', peer: 'guest', empty: trouble.message }];
  },
};
