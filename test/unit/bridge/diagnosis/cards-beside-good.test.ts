import { expect, test } from 'vitest';
import { checkMachine } from '../../../faults/check-machine.ts';
import type { Fault } from '../../../faults/fault.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';
import type { Holding } from '../../../rig/staged-pcsc.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';

const OTHER = 'Other Reader 01 00';
const NOBODYS: Holding = {
  kind: 'card',
  card: {
    atr: Buffer.from('3b6500000102030405', 'hex'),
    reset: () => {},
    transmit: async () => Uint8Array.of(0x6a, 0x82),
  },
};

function inOtherReader(holding: Holding): Fault {
  return {
    name: 'another card',
    part: 'reader',
    wanted: 'card',
    cause: null,
    break: (machine) => void machine.pcsc.readers.set(OTHER, holding),
  };
}

async function seenBesideGood(holding: Holding) {
  const network = await LabNetwork.open();
  try {
    return await checkMachine('card', [inOtherReader(holding)], network);
  } finally {
    await network.close();
  }
}

test.each([
  ['that nobody knows', NOBODYS],
  ['that says nothing', { kind: 'mute' }],
] as const)('a card %s, in another reader, is no cause', async (_name, holding) => {
  const { verdict, findings } = await seenBesideGood(holding);
  expect(verdict.outcome).toBe('well');
  expect(findings).toContainEqual({ code: 'card-other', facts: { reader: OTHER } });
});

test('a second card of the same kind that is locked may be the one that is meant', async () => {
  const { verdict } = await seenBesideGood({ kind: 'card', card: new PivCard({ tries: 0 }) });
  expect(verdict.cause?.code).toBe('card-pin-locked');
});
