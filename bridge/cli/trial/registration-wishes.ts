import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { ALGORITHM_NAMES } from '../../webauthn/trial/algorithm-names.ts';
import { PROTECTION_LEVELS } from '../../webauthn/trial/protection-levels.ts';
import type { TrialWishes } from '../../webauthn/trial/relying-party.ts';
import type { CommandContext } from '../context.ts';
import { wrongValue } from '../wrong-value.ts';

/**
 * What was typed of the new credential.
 * @throws WardkeyError `usage` for an algorithm or a level that is not known, and for a name that is empty
 */
export function registrationWishes({
  input,
}: CommandContext): Pick<
  TrialWishes,
  'algorithms' | 'protection' | 'userName' | 'prf' | 'largeBlob'
> {
  const algorithms = input
    .texts('algorithm')
    .map((name) => byName.get(name.toLowerCase()) ?? refuse(name, ALGORITHM_NAMES));
  const level = input.text('protect');
  const userName = input.text('user');
  if (userName === '') throw new WardkeyError('usage', { facts: { wantsValue: '--user' } });
  return {
    ...(algorithms.length === 0 ? {} : { algorithms }),
    ...(level === undefined
      ? {}
      : { protection: PROTECTION_LEVELS.get(level) ?? refuse(level, PROTECTION_LEVELS) }),
    ...(userName === undefined ? {} : { userName }),
    prf: input.flag('prf'),
    largeBlob: input.flag('large-blob'),
  };
}

/** However the letters are written. */
const byName: ReadonlyMap<string, number> = new Map(
  Array.from(ALGORITHM_NAMES, ([name, algorithm]) => [name.toLowerCase(), algorithm]),
);

function refuse(typed: string, known: ReadonlyMap<string, unknown>): never {
  throw wrongValue(typed, known.keys());
}
