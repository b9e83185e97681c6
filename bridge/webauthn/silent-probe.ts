import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { Ceremony, Fitness } from './ceremony.ts';
import { letGo } from './on-open-key.ts';
import { openInTime, quietAfter } from './open-in-time.ts';
import type { Person } from './person.ts';
import { Patience, ProbedKey } from './probe-patience.ts';

/** Of a key that had more to say than there was time for: it may be the right one, and want a PIN. */
const UNKNOWN: Fitness = { able: true, holds: true, needsPin: true };

/** A key that is open and may be of use. */
export interface Candidate {
  readonly open: OpenKey;
  readonly needsPin: boolean;
}

interface Judged {
  readonly open: OpenKey;
  readonly fitness: Fitness;
}

/**
 * Asks several keys at once whether they could serve, without a blink, and lets go of those that
 * could not. Where none shows a credential, one may yet hide it: then all that are able remain.
 * @returns those that remain, open; whoever gets them must close them
 * @throws the signal's reason; then all have been let go
 */
export async function judgeKeys(
  keys: Pick<AttachedKeys, 'open'>,
  devices: readonly DeviceSummary[],
  person: Person,
  signal: AbortSignal,
  judge: Ceremony<unknown>['judge'],
): Promise<readonly Candidate[]> {
  const outcomes = await Promise.all(
    devices.map(({ id }) => judgeOne((until) => keys.open(id, until), person, signal, judge)),
  );
  const judged = outcomes.filter((outcome) => outcome !== null);
  const kept = signal.aborted ? [] : candidatesAmong(judged);
  const rest = judged.filter(({ open }) => !kept.some((candidate) => candidate.open === open));
  await Promise.all(rest.map(({ open }) => letGo(open)));
  signal.throwIfAborted();
  return kept;
}

/** @returns `null` for a key that cannot be spoken to now; it was let go */
async function judgeOne(
  opening: (until: AbortSignal) => Promise<OpenKey>,
  person: Person,
  signal: AbortSignal,
  judge: Ceremony<unknown>['judge'],
): Promise<Judged | null> {
  const patience = new Patience();
  const until = AbortSignal.any([signal, patience.signal]);
  const quiet = quietAfter(until);
  let open: OpenKey | undefined;
  try {
    open = await openInTime(opening(until), until);
    const end = AbortSignal.any([quiet.signal, open.removed]);
    const judging = judge(new ProbedKey(patience, open, person, until)).catch((error: unknown) => {
      if (patience.isSpent) return UNKNOWN;
      throw error;
    });
    return { open, fitness: await unlessAborted(judging, end) };
  } catch {
    if (open !== undefined) {
      await letGo(open);
    }
    return null;
  } finally {
    patience.stop();
    quiet.end();
  }
}

function candidatesAmong(judged: readonly Judged[]): readonly Candidate[] {
  const able = judged.flatMap(({ open, fitness }) =>
    fitness.able ? [{ open, needsPin: fitness.needsPin, holds: fitness.holds }] : [],
  );
  const holding = able.filter(({ holds }) => holds);
  return holding.length === 0 ? able : holding;
}
