import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../../shared/words/check-up/en.json' with { type: 'json' };
import { faultTable } from '../../faults/fault-table.ts';
import { PEER_FAULTS, type PeerFault } from '../../faults/peers/faults.ts';
import { PROGRAMS } from '../../faults/peers/programs.ts';
import { programsOf, WELL, type Well } from '../../faults/peers/well.ts';
import { ROOT } from './source-files.ts';

it('shows every fault of the laboratory, and what Wardkey says of it now', () => {
  expect(readFileSync(`${ROOT}/test/faults/FAULTS.md`, 'utf8')).toBe(faultTable());
});

describe('the table of what each program says', () => {
  const page = readFileSync(`${ROOT}/test/faults/peers/PEERS.md`, 'utf8');

  it.each([...WELL.map(wellRows), ...PEER_FAULTS.map(faultRows)])(
    'has every program that is asked: $name',
    ({ name, programs }) => {
      expect(cellsOf(page, name).map(([typed]) => typed)).toEqual(
        programs.map(({ typed }) => `\`${typed}\``),
      );
    },
  );

  it.each(PEER_FAULTS)('has the sentence that Wardkey says now: $name', ({ name, finds }) => {
    const first = cellsOf(page, name)[0] ?? [];
    expect(first[0]).toContain('wardkey check');
    expect(first[1]).toMatch(/^after \d+$/);
    expect(first.at(-1)).toMatch(withAnyFacts(en.findings[finds]));
  });

  it('says nothing for a program that cannot see the device', () => {
    for (const { name, kind } of PEER_FAULTS) {
      const rows = cellsOf(page, name);
      for (const [index, { command }] of PROGRAMS[kind].entries()) {
        const isEmpty = rows[index]?.slice(1).every((cell) => cell === '');
        expect(isEmpty, name).toBe(command === null);
      }
    }
  });
});

function wellRows(well: Well) {
  return { name: well.name, programs: programsOf(well) };
}

function faultRows({ name, kind }: PeerFault) {
  return { name, programs: PROGRAMS[kind] };
}

/** The cells after the first, of the rows of one fault. */
function cellsOf(page: string, name: string): readonly (readonly string[])[] {
  const lines = page.split('\n').map((line) => line.split(' | '));
  const begin = lines.findIndex(([first]) => first === `| ${name}`);
  if (begin < 0) throw new RangeError(`the table has no “${name}”`);
  const after = lines.slice(begin + 1);
  const end = after.findIndex(([first]) => first !== '| ');
  return [lines[begin] ?? [], ...after.slice(0, end)].map((row) =>
    row.slice(1).map((cell) => cell.replace(/\s*\|$/, '').trim()),
  );
}

/** A sentence, whatever its facts are. */
function withAnyFacts(sentence: string): RegExp {
  const pattern = sentence
    .replaceAll(/[.*+?^$()|\\]/g, String.raw`\$&`)
    .replaceAll('[', '(?:')
    .replaceAll(']', ')?')
    .replaceAll(/\{\w+\}/g, '.+');
  return new RegExp(`^${pattern}$`);
}
