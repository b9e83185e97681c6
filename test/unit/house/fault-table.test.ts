import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultTable } from '../../faults/fault-table.ts';
import { ROOT } from './source-files.ts';

it('shows every fault of the laboratory, and what Wardkey says of it now', () => {
  expect(readFileSync(`${ROOT}/test/faults/FAULTS.md`, 'utf8')).toBe(faultTable());
});
