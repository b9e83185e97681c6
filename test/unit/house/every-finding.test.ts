import { expect, it } from 'vitest';
import { FINDING_CODES } from '../../../shared/diagnosis/catalogue.ts';
import { DESK_FAULTS } from '../../faults/desk/desk-faults.ts';
import { FAULTS } from '../../faults/faults.ts';
import { ODDITIES } from '../../faults/oddities.ts';

it('has every finding made in the laboratory', () => {
  const made = new Set([
    ...FAULTS.flatMap(({ cause, finds }) => [cause, finds]),
    ...[...ODDITIES, ...DESK_FAULTS].map(({ finds }) => finds),
  ]);
  expect(FINDING_CODES.filter((code) => !made.has(code))).toEqual([]);
});
