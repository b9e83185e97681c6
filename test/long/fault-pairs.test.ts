import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkMachine } from '../faults/check-machine.ts';
import { type FaultPair, faultPairs } from '../faults/faults.ts';
import { LabNetwork } from '../faults/lab-network.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await LabNetwork.open();
});
afterAll(() => network.close());

/** Those that are waited for in vain wait together. */
const AT_ONCE = 8;

test('of every two faults that can be there together, the prior one is named', async () => {
  const pairs = [...faultPairs()];
  expect(pairs.length).toBeGreaterThan(1_000);
  const wrong: string[] = [];
  const work = async () => {
    for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
      const said = await causeOf(pair);
      if (said !== pair[0].cause) wrong.push(`${pair[0].name} + ${pair[1].name}: ${said}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(wrong).toEqual([]);
});

async function causeOf(pair: FaultPair): Promise<string | undefined> {
  const { verdict } = await checkMachine(pair[0].wanted, pair, network);
  return verdict.cause?.code;
}
