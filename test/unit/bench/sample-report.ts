import type { Report } from '../../bench/report.ts';
import type { Row } from '../../bench/results.ts';
import { summarise } from '../../bench/statistics.ts';

const SUBJECT = 'Started';

export function row(peer: string, ms: number | string, more: Partial<Row> = {}): Row {
  const outcome = typeof ms === 'number' ? { summary: summarise([ms]) } : { empty: ms };
  return { subject: SUBJECT, what: 'get', peer, way: 'USB', unit: 'ms', ...outcome, ...more };
}

export const REPORT: Report = {
  circumstances: {
    date: '2026-11-22 05:00',
    machine: '2 × a processor, 4 GB',
    system: 'Linux 6.1',
    load: { before: 0.25, after: 2 },
    versions: { Wardkey: '0.1.0', libfido2: '1.12' },
    runs: 100,
    quick: false,
  },
  rows: [
    row('Wardkey', 200, {
      deviceMs: 20,
      overhead: summarise([180]),
      commands: ['06/01', '06/02', '06/09', '02'],
      whileTyping: 2,
      frames: 18,
      target: { says: 'at most 300 ms', met: true },
    }),
    row('libfido2 | tools', 50, { commands: ['02'], voids: 3 }),
    row('python <fido2>', 'no such command'),
    row('Wardkey', 68, { what: 'memory', unit: 'MB', target: { says: '60 MB', met: false } }),
  ],
};
