import { unlessAborted } from '../ctap/unless-aborted.ts';
import { onKeptKey } from './on-open-key.ts';
import type { Person } from './person.ts';
import type { Candidate } from './silent-probe.ts';
import { raceForTouch } from './touch-race.ts';
import { awaitTouch } from './touch-request.ts';

const NEVER = new Promise<never>(() => {});

/**
 * Has the person touch the key that they mean, before a PIN is asked for: a PIN typed for the wrong
 * key would cost that one a try (CTAP 2.1 §6.9). All of them blink, and go dark at the first touch.
 * @param candidates at least one, each open
 * @returns the one that was touched, still open; the others have been let go
 * @throws WardkeyError `touch-denied`, what the last key throws when all are out, the signal's
 *   reason; then all of them have been let go
 */
export function selectByTouch(
  candidates: readonly Candidate[],
  person: Person,
  signal: AbortSignal,
): Promise<Candidate> {
  let first: Candidate | undefined;
  const racers = candidates.map((candidate) => ({
    device: candidate.open.device,
    run: (asSeen: Person, until: AbortSignal) =>
      onKeptKey(candidate.open, asSeen, until, async (key) => {
        await awaitTouch(key);
        first ??= candidate;
        // One that was touched in the same moment has lost, and is about to be told so.
        return first === candidate ? candidate : unlessAborted(NEVER, key.signal);
      }),
  }));
  return raceForTouch(racers, person, signal);
}
