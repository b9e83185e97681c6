import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultTable } from '../../faults/fault-table.ts';
import { PEER_FAULTS } from '../../faults/peers/faults.ts';
import { PROGRAMS } from '../../faults/peers/programs.ts';
import { ROOT } from './source-files.ts';

it('shows every fault of the laboratory, and what Wardkey says of it now', () => {
  expect(readFileSync(`${ROOT}/test/faults/FAULTS.md`, 'utf8')).toBe(faultTable());
});

it('shows what each program says of each fault that is made for all of them', () => {
  const page = readFileSync(`${ROOT}/test/faults/peers/PEERS.md`, 'utf8');
  for (const { name, kind } of PEER_FAULTS) {
    const [, part = ''] = page.split(`\n| ${name} |`);
    const own = part.split(/\n\| [^ ]/)[0] ?? '';
    for (const { typed } of PROGRAMS[kind]) expect(own, name).toContain(`\`${typed}\``);
  }
});
