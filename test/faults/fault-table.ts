import { sayFinding, sayVerdict } from '../../shared/words/check-up-words.ts';
import type { Fault } from './fault.ts';
import { FAULTS, faultPairs } from './faults.ts';

/** The faults of the laboratory, and what Wardkey says of each, as a page of Markdown. */
export function faultTable(): string {
  const pairs = faultPairs().length;
  const rows = FAULTS.map(
    (fault, index) => `| ${index + 1} | ${fault.name} | ${fault.part} | ${verdictOf(fault)} |`,
  );
  return [
    '# What the check-up says when something is broken',
    '',
    `Each of these ${FAULTS.length} faults is made below the probes: in the files of the system, in the PC/SC library, in a virtual key or card, on the network. In the tests Wardkey finds each alone, and of the ${pairs} pairs that can be there together it names the one to put right first. Made by \`node test/faults/write-fault-table.ts\`.`,
    '',
    '| | what is broken | where | what Wardkey says |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function verdictOf({ cause }: Fault): string {
  return cause === null
    ? sayVerdict('en', { outcome: 'unknown', cause })
    : sayFinding('en', { code: cause });
}
