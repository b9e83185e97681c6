import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { ALGORITHM_NAMES } from '../../webauthn/trial/algorithm-names.ts';
import { PROTECTION_LEVELS } from '../../webauthn/trial/protection-levels.ts';
import type { TrialWishes } from '../../webauthn/trial/relying-party.ts';
import type { CommandContext } from '../context.ts';

/**
 * What was typed of the new credential.
 * @throws WardkeyError `usage` for an algorithm or a level that is not known, and for a name that is empty
 */
export function registrationWishes({
  input,
}: CommandContext): Pick<TrialWishes, 'algorithms' | 'protection' | 'userName' | 'prf'> {
  const algorithms = input
    .texts('algorithm')
    .map((name) => known(byName, name.toLowerCase(), name));
  const level = input.text('protect');
  const userName = input.text('user');
  if (userName === '') throw new WardkeyError('usage', { facts: { wantsValue: '--user' } });
  return {
    ...(algorithms.length === 0 ? {} : { algorithms }),
    ...(level === undefined ? {} : { protection: known(PROTECTION_LEVELS, level, level) }),
    ...(userName === undefined ? {} : { userName }),
    prf: input.flag('prf'),
  };
}

/** However the letters are written. */
const byName: ReadonlyMap<string, number> = new Map(
  Array.from(ALGORITHM_NAMES, ([name, algorithm]) => [name.toLowerCase(), algorithm]),
);

function known<T>(values: ReadonlyMap<string, T>, key: string, typed: string): T {
  const value = values.get(key);
  if (value === undefined) throw new WardkeyError('usage', { facts: { argument: typed } });
  return value;
}
