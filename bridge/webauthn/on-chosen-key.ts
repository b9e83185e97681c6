import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { type ArrivalWatch, untilEngaged, watchForArrival } from './arrival.ts';
import type { Ceremony } from './ceremony.ts';
import { blinks, type Choice, chooseOrTouch } from './choice-or-touch.ts';
import { askForDevice, usableDevices } from './device-choice.ts';
import { onOpenKey } from './on-open-key.ts';
import { openInTime } from './open-in-time.ts';
import type { Person } from './person.ts';
import { type Candidate, judgeKeys } from './silent-probe.ts';
import { onTappedKey } from './tap-again.ts';
import { raceForTouch } from './touch-race.ts';
import { selectByTouch } from './touch-selection.ts';
import { showItself } from './wink.ts';

type Keys = Pick<AttachedKeys, 'list' | 'onChange' | 'hurry' | 'open'>;

/**
 * Runs a ceremony on one of the keys, and lets that go again. One key alone is taken as it is. Of
 * several, those that show no use are left out without a blink; then the first touch decides, and where
 * cards are among them the person's answer or a touch. A USB key that comes before the person has begun
 * with another takes part.
 * @throws WardkeyError `device-none` when no key comes in time, the signal's reason once it is
 *   aborted, `device-removed` once the key is gone, otherwise those of the ceremony
 */
export async function onChosenKey<T>(
  keys: Keys,
  person: Person,
  signal: AbortSignal,
  ceremony: Ceremony<T>,
): Promise<T> {
  for (;;) {
    const devices = await usableDevices(keys, person, signal);
    const arrival = watchForArrival(keys, devices);
    const until = AbortSignal.any([signal, arrival.signal]);
    try {
      const seen = untilEngaged(person, arrival.end);
      const done = await amongDevices(keys, devices, { person: seen, until, ceremony, arrival });
      if (done !== undefined) {
        return done.value;
      }
    } catch (error) {
      if (!arrival.signal.aborted || error !== arrival.reason) {
        throw error;
      }
    } finally {
      arrival.end();
    }
  }
}

/** A ceremony on its way to one of the devices that are there now. */
interface Attempt<T> {
  readonly ceremony: Ceremony<T>;
  readonly person: Person;
  readonly until: AbortSignal;
  readonly arrival: ArrivalWatch;
}

/** @returns `undefined` when the devices changed before it could begin */
async function amongDevices<T>(
  keys: Keys,
  devices: readonly DeviceSummary[],
  attempt: Attempt<T>,
): Promise<{ readonly value: T } | undefined> {
  const { person, until, ceremony } = attempt;
  const run = async (open: OpenKey, ask = ceremony.run) => ({
    value: await onTappedKey(keys, open, { person, signal: until, run: ask }),
  });
  const [only] = devices;
  if (only !== undefined && devices.length === 1) {
    return run(await openDevice(keys, only, person, until));
  }
  const candidates = await judgeKeys(keys, devices, person, until, ceremony.judge);
  const [first] = candidates;
  if (first !== undefined && candidates.length === 1) {
    person.tell({ type: 'working', device: first.open.device });
    await showItself(first.open, until);
    return run(first.open);
  }
  if (candidates.length > 1 && candidates.every(blinks)) {
    return { value: await byTouch(candidates, attempt) };
  }
  // Where none seems of use, the key that the person takes for the right one says best why not.
  const chosen =
    candidates.length === 0
      ? await fromList(keys, devices, person, until)
      : await chooseOrTouch(keys, candidates, person, until);
  if (chosen === undefined) {
    return undefined;
  }
  attempt.arrival.end();
  if ('open' in chosen) {
    return run(chosen.open, afterTouch(ceremony.run));
  }
  const open = await openDevice(keys, chosen.device, person, until);
  await showItself(open, until);
  return run(open);
}

async function fromList(
  keys: Keys,
  devices: readonly DeviceSummary[],
  person: Person,
  signal: AbortSignal,
): Promise<Choice | undefined> {
  const device = await askForDevice(keys, devices, person, signal);
  return device === undefined ? undefined : { device };
}

/** The touch that the ceremony takes decides; where a PIN comes before that, one of its own. */
async function byTouch<T>(
  candidates: readonly Candidate[],
  { person, until, ceremony, arrival }: Attempt<T>,
): Promise<T> {
  if (!candidates.some(({ needsPin }) => needsPin)) {
    const racers = candidates.map(({ open }) => ({
      device: open.device,
      run: (asSeen: Person, end: AbortSignal) => onOpenKey(open, asSeen, end, ceremony.run),
    }));
    return raceForTouch(racers, person, until);
  }
  const { open } = await selectByTouch(candidates, person, until);
  arrival.end();
  return onOpenKey(open, person, until, afterTouch(ceremony.run));
}

function afterTouch<T>(run: Ceremony<T>['run']): Ceremony<T>['run'] {
  return (key) => {
    key.chosenByTouch();
    return run(key);
  };
}

function openDevice(
  keys: Keys,
  device: DeviceSummary,
  person: Person,
  signal: AbortSignal,
): Promise<OpenKey> {
  // A card may be held by another program, or block in a command without a word: the person then sees
  // at least which one it is about.
  person.tell({ type: 'working', device });
  return openInTime(keys.open(device.id, signal), signal);
}
