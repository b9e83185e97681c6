import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkMachine } from '../../../faults/check-machine.ts';
import { FAULTS } from '../../../faults/faults.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';
import { ODDITIES } from '../../../faults/oddities.ts';

const NO_SERVICE = ((fault) => {
  if (fault === undefined) throw new Error('the laboratory has no such fault');
  return fault;
})(FAULTS.find(({ cause }) => cause === 'card-service-absent'));

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
    if (fault.finds !== undefined) expect(seen).toContain(fault.finds);
  });
});

/** Without the one thing that the person has, nothing is left that could have been meant. */
const NOTHING_LEFT: readonly (string | null)[] = ['key-none', 'reader-none', 'card-none'];

describe.concurrent('alone, to somebody who is not sure what they sign in with', () => {
  // What makes no sense on a reader could be a card as well.
  test.each(FAULTS.filter(({ part }) => part !== 'reader'))(
    '$name: $cause',
    async ({ ...fault }) => {
      const { verdict, findings } = await checkMachine('either', [fault], network, fault.wanted);
      const seen = findings.map(({ code }) => code).join(', ');
      const cause = NOTHING_LEFT.includes(fault.cause) ? 'nothing-attached' : fault.cause;
      expect(verdict.cause?.code ?? null, seen).toBe(cause);
    },
  );
});

describe.concurrent('a key in trouble, and no smartcard service', () => {
  // A key on a reader is out of sight without the service.
  const faults = FAULTS.filter(({ wanted, part }) => wanted === 'key' && part !== 'reader');
  test.each(faults)('$name: $cause', async ({ ...fault }) => {
    const { verdict, findings } = await checkMachine('either', [NO_SERVICE, fault], network, 'key');
    const seen = findings.map(({ code }) => code).join(', ');
    if (fault.cause === 'key-none') {
      expect(verdict, seen).toMatchObject({
        cause: { code: 'card-service-absent' },
        confidence: 'possible',
      });
      expect(verdict.steps).toContain('plug-in');
    } else expect(verdict.cause?.code ?? null, seen).toBe(fault.cause);
  });
});

describe.concurrent('good to know, and no cause of anything', () => {
  test.each(ODDITIES)('$name: $finds', async ({ ...oddity }) => {
    const { verdict, findings } = await checkMachine(oddity.wanted, [oddity], network);
    const seen = findings.map(({ code }) => code);
    expect(seen).toContain(oddity.finds);
    expect(verdict.outcome, seen.join(', ')).toBe('well');
  });
});
