import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { Ceremony, Fitness } from './ceremony.ts';
import { HeldKey } from './held-key.ts';
import { letGo } from './on-open-key.ts';
import { openInTime, quietAfter } from './open-in-time.ts';
import type { Person } from './person.ts';

/** A key that says no more by then must not hold up the others. */
const PROBE_MS = 2_000;

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
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new WardkeyError('device-mute')), PROBE_MS);
  const probing = AbortSignal.any([signal, late.signal]);
  const outcomes = await Promise.all(
    devices.map(({ id }) => judgeOne(keys.open(id, probing), person, probing, judge)),
  );
  clearTimeout(timer);
  const judged = outcomes.filter((outcome) => outcome !== null);
  const kept = signal.aborted ? [] : candidatesAmong(judged);
  const rest = judged.filter(({ open }) => !kept.some((candidate) => candidate.open === open));
  await Promise.all(rest.map(({ open }) => letGo(open)));
  signal.throwIfAborted();
  return kept;
}

/** @returns `null` for a key that cannot be spoken to now; it was let go */
async function judgeOne(
  opening: Promise<OpenKey>,
  person: Person,
  signal: AbortSignal,
  judge: Ceremony<unknown>['judge'],
): Promise<Judged | null> {
  let open: OpenKey | undefined;
  const quiet = quietAfter(signal);
  try {
    open = await openInTime(opening, signal);
    const end = AbortSignal.any([quiet.signal, open.removed]);
    const fitness = await unlessAborted(judge(new HeldKey(open, person, signal)), end);
    return { open, fitness };
  } catch {
    if (open !== undefined) {
      await letGo(open);
    }
    return null;
  } finally {
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
