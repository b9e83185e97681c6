import { BROWSER_FAULTS } from './browser-faults.ts';
import { CARD_FAULTS } from './card-faults.ts';
import { CONNECTION_FAULTS } from './connection-faults.ts';
import type { Fault, Part } from './fault.ts';
import { KEY_FAULTS } from './key-faults.ts';
import { NHS_PROGRAM_FAULTS } from './nhs-program-faults.ts';
import { POLICY_FAULTS, SYSTEM_FAULTS } from './system-faults.ts';
import { TOKEN_FAULTS } from './token-faults.ts';

/** Every fault of the laboratory, in the order in which a person would have to put them right. */
export const FAULTS: readonly Fault[] = [
  ...CONNECTION_FAULTS,
  ...BROWSER_FAULTS,
  ...SYSTEM_FAULTS,
  ...NHS_PROGRAM_FAULTS,
  ...KEY_FAULTS,
  ...CARD_FAULTS,
  ...TOKEN_FAULTS,
  ...POLICY_FAULTS,
];

/** Of these a person has one in hand. */
const DEVICES: readonly Part[] = ['key', 'reader', 'card', 'certificate'];

/** Two faults that can be there together, the prior first. */
export type FaultPair = readonly [prior: Fault, later: Fault];

/** Every pair of faults in different parts of the machine that stand in the same person's way. */
export function faultPairs(): readonly FaultPair[] {
  return FAULTS.flatMap((prior, index) =>
    FAULTS.slice(index + 1)
      .filter((later) => areTogether(prior, later))
      .map((later): FaultPair => [prior, later]),
  );
}

/** What a reader or a card is like shows only where the service that shows it is well. */
function areTogether(prior: Fault, later: Fault): boolean {
  const isEither = prior.isAlone === true || later.isAlone === true;
  const isOne = [prior, later].every(({ part }) => DEVICES.includes(part));
  const isSame = prior.part === later.part || isOne || prior.wanted !== later.wanted;
  return !isEither && !isSame && prior.cause !== null && later.cause !== null;
}
