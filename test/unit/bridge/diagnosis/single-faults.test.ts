import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkMachine } from '../../../faults/check-machine.ts';
import { FAULTS } from '../../../faults/faults.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await LabNetwork.open();
});
afterAll(() => network.close());

test.each(['key', 'card', 'either'] as const)('a healthy machine is well (%s)', async (wanted) => {
  const { verdict } = await checkMachine(wanted, [], network);
  expect(verdict.outcome, verdict.cause?.code).toBe('well');
});

describe.concurrent('alone', () => {
  test.each(FAULTS)('$name: $cause', async ({ ...fault }) => {
    const { verdict, findings } = await checkMachine(fault.wanted, [fault], network);
    const seen = findings.map(({ code }) => code).join(', ');
    expect(verdict.cause?.code ?? null, seen).toBe(fault.cause);
    expect(verdict.outcome, seen).toBe(fault.cause === null ? 'unknown' : 'cause');
  });
});
