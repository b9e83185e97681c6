import { FINDINGS } from '../../../shared/diagnosis/catalogue.ts';
import { CHECKS } from '../../../shared/diagnosis/checks.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';

/** The ways in which the person helps to find something: a real try, and a look into the key. */
export type Way = 'try' | 'look';
export type ByPerson = Readonly<Partial<Record<Way, readonly Finding[]>>>;

/**
 * What is known with the person's help, now that one more thing was done. It takes the place of what
 * came before it in the same way. Of the other way stays what only that can find out: what was wrong
 * with the device then, such as that it was not there, is over.
 */
export function withFound(before: ByPerson, way: Way, found: readonly Finding[]): ByPerson {
  const other = way === 'try' ? 'look' : 'try';
  return { [other]: (before[other] ?? []).filter(isOfItsOwn), [way]: found };
}

/** All of it in one list. */
export function foundByPerson({ try: tried = [], look = [] }: ByPerson): readonly Finding[] {
  return [...tried, ...look];
}

function isOfItsOwn({ code }: Finding): boolean {
  const { check } = FINDINGS[code];
  return check === 'key-sign-ins' || CHECKS[check].area === 'trial';
}
