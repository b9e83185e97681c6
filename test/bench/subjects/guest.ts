import { runChecks } from '../../guest/run-checks.ts';
import type { Row } from '../results.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'Counts in a guest with a real kernel';
/** An emulated processor is slow, and so its times are no figures. */
const TIMEOUT_MS = 600_000;
/** Parts of the names of the checks that keep count, without those of browsers: they take minutes there. */
const COUNTING = ['they read the same', 'a credential that', 'a PIN that python3-fido2 sets'];

/** What each client's ceremonies cost at one key behind the kernel's own hidraw: counts, never times. */
export const guest: Subject = {
  name: 'guest',
  async measure({ quick, say }) {
    if (quick) return [];
    say(SUBJECT);
    const { counts, trouble } = await runChecks(COUNTING, TIMEOUT_MS, () => {});
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
    // Each client does some of it several times, and mostly at the same cost.
    const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
    if (trouble === undefined) return [...once.values()];
    return [...once.values(), { ...place, what: 'all', peer: 'guest', empty: trouble.message }];
  },
};
