import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkMachine } from '../../../faults/check-machine.ts';
import { faultPairs } from '../../../faults/faults.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await LabNetwork.open();
});
afterAll(() => network.close());

/** What is waited for in vain takes its time: that, and the other pairs, are left to the longer run. */
const EVERY = 5;
const PAIRS = faultPairs()
  .filter((pair) => pair.every(({ isSlow }) => isSlow !== true))
  .filter((_, index) => index % EVERY === 0);

test('there are at least 200 of them', () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(200);
});

test.each(PAIRS.map((pair) => [pair[0].name, pair[1].name, pair] as const))(
  '%s, and %s: the first is named',
  async (_, __, pair) => {
    const [prior] = pair;
    const { verdict, findings } = await checkMachine(prior.wanted, pair, network);
    expect(verdict.cause?.code, findings.map(({ code }) => code).join(', ')).toBe(prior.cause);
  },
);
