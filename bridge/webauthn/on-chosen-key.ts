import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Ceremony } from './ceremony.ts';
import { blinks, type Choice, chooseOrTouch } from './choice-or-touch.ts';
import { askForDevice, usableDevices } from './device-choice.ts';
import { onOpenKey } from './on-open-key.ts';
import { openInTime } from './open-in-time.ts';
import type { Person } from './person.ts';
import { type Candidate, judgeKeys } from './silent-probe.ts';
import { raceForTouch } from './touch-race.ts';
import { selectByTouch } from './touch-selection.ts';
import { showItself } from './wink.ts';

type Keys = Pick<AttachedKeys, 'list' | 'onChange' | 'open'>;

/**
 * Runs a ceremony on one of the keys, and lets that go again. One key alone is taken as it is. Of
 * several, those that show no use are left out without a blink; then the first touch decides, and where
 * cards are among them the person's answer or a touch.
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
    const [only] = devices;
    if (only !== undefined && devices.length === 1) {
      const open = await openDevice(keys, only, person, signal);
      return onOpenKey(open, person, signal, ceremony.run);
    }
    const candidates = await judgeKeys(keys, devices, person, signal, ceremony.judge);
    const [first] = candidates;
    if (first !== undefined && candidates.length === 1) {
      person.tell({ type: 'working', device: first.open.device });
      await showItself(first.open, signal);
      return onOpenKey(first.open, person, signal, ceremony.run);
    }
    if (candidates.length > 1 && candidates.every(blinks)) {
      return byTouch(candidates, person, signal, ceremony);
    }
    // Where none seems of use, the key that the person takes for the right one says best why not.
    const chosen =
      candidates.length === 0
        ? await fromList(keys, devices, person, signal)
        : await chooseOrTouch(keys, candidates, person, signal);
    if (chosen !== undefined) {
      if ('open' in chosen) {
        return onOpenKey(chosen.open, person, signal, ceremony.run);
      }
      const open = await openDevice(keys, chosen.device, person, signal);
      await showItself(open, signal);
      return onOpenKey(open, person, signal, ceremony.run);
    }
  }
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
  person: Person,
  signal: AbortSignal,
  ceremony: Ceremony<T>,
): Promise<T> {
  if (!candidates.some(({ needsPin }) => needsPin)) {
    return race(candidates, person, signal, ceremony);
  }
  const { open } = await selectByTouch(candidates, person, signal);
  return onOpenKey(open, person, signal, ceremony.run);
}

function race<T>(
  candidates: readonly Candidate[],
  person: Person,
  signal: AbortSignal,
  { run }: Ceremony<T>,
): Promise<T> {
  const racers = candidates.map(({ open }) => ({
    device: open.device,
    run: (asSeen: Person, until: AbortSignal) => onOpenKey(open, asSeen, until, run),
  }));
  return raceForTouch(racers, person, signal);
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
