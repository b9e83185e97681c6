import { PivCard } from '../../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import { PEER_FAULTS } from './faults.ts';
import { namesCause } from './names-cause.ts';
import { type Kind, PROGRAMS, type Program } from './programs.ts';
import { cardStage, keyStage, type Stage } from './stage.ts';

/** A computer on which nothing is broken, for the programs that are asked about faults of some kinds. */
export interface Well {
  readonly name: string;
  readonly kinds: readonly Kind[];
  stage(): Promise<Stage>;
}

export const WELL: readonly Well[] = [
  {
    name: 'nothing: a good key',
    kinds: ['key', 'no key'],
    // As common keys are, it is one for U2F too, and says so.
    stage: () => keyStage({ pin: '2468', versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1'] }),
  },
  {
    name: 'nothing: a good card',
    kinds: ['card'],
    stage: async () => cardStage(new PivCard({ keys: await practiceKeys() })),
  },
];

/** Who is asked there, each once. */
export function programsOf({ kinds }: Well): readonly Program[] {
  const all = kinds.flatMap((kind) => PROGRAMS[kind]);
  return all.filter(({ typed }, at) => all.findIndex((other) => other.typed === typed) === at);
}

/**
 * Words that a program says anyway name no cause.
 * @param said what it prints where nothing is broken
 * @throws RangeError where a fault's list is in it, or where it says nothing to compare
 */
export function refuseLooseWords({ kinds }: Well, typed: string, said: string): void {
  if (said.trim() === '') throw new RangeError(`${typed} says nothing where nothing is broken`);
  for (const { name, kind, words } of PEER_FAULTS) {
    if (kinds.includes(kind) && namesCause(said, words)) {
      throw new RangeError(`${typed} says the words of “${name}” where nothing is broken`);
    }
  }
}
