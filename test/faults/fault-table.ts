import { sayFinding, sayVerdict } from '../../shared/words/check-up-words.ts';
import { DESK_FAULTS } from './desk/desk-faults.ts';
import type { Fault } from './fault.ts';
import { FAULTS, faultPairs } from './faults.ts';
import { REAL_RUNS } from './real-runs.ts';

const REAL = new Set(Object.values(REAL_RUNS).flat());

/** The faults of the laboratory, and what Wardkey says of each, as a page of Markdown. */
export function faultTable(): string {
  const pairs = faultPairs().length;
  const rows = FAULTS.map(
    (fault, index) =>
      `| ${index + 1} | ${fault.name} | ${fault.part} | ${verdictOf(fault)} | ${REAL.has(fault.name) ? 'yes' : ''} |`,
  );
  return [
    '# What the check-up says when something is broken',
    '',
    `Each of these ${FAULTS.length} faults is made below the probes: in the files of the system, in the PC/SC library, in a virtual key or card, on the network. In the tests Wardkey finds each alone, and of the ${pairs} pairs that can be there together it names the one to put right first. Made by \`node test/faults/write-fault-table.ts\`.`,
    '',
    '| | what is broken | where | what Wardkey says | with real programs too |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '## At the desk',
    '',
    'What the browser alone knows, what a real try shows, and what a sign-in that failed has left behind. The extension’s own check-up looks at a browser that is played below it. At the other end of the port a played bridge greets and tells whether a key is there; what is done with a virtual key or card is the product’s own. What a page shows is handed to the rules as its text: no page is looked at here.',
    '',
    '| | what is there | what Wardkey finds |',
    '|---|---|---|',
    ...DESK_FAULTS.map(
      ({ name, finds }, index) =>
        `| ${index + 1} | ${name} | ${sayFinding('en', { code: finds })} |`,
    ),
    '',
  ].join('\n');
}

function verdictOf({ cause }: Fault): string {
  return cause === null
    ? sayVerdict('en', { outcome: 'unknown', cause })
    : sayFinding('en', { code: cause });
}
