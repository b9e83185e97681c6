import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import { timeLimit } from '../ctap/time-limit.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { HeldKey } from './held-key.ts';
import { onOpenKey } from './on-open-key.ts';
import { openInTime } from './open-in-time.ts';
import type { Person } from './person.ts';

type Keys = Pick<AttachedKeys, 'list' | 'onChange' | 'open'>;

/** What a card says whose tap is used up or too old; CTAP leaves it to the maker which of them. */
const NO_TOUCH: readonly (number | undefined)[] = [
  STATUS.OPERATION_DENIED,
  STATUS.UP_REQUIRED,
  STATUS.USER_ACTION_TIMEOUT,
  STATUS.ACTION_TIMEOUT,
  STATUS.TIMEOUT,
];

/** A card that took longer has waited for a button of its own, in milliseconds. */
const AT_ONCE_MS = 5_000;

/** How long the person may take to lift the card and lay it down, in milliseconds. */
const LIFT_MS = 60_000;

/** One that wants more than this means something else by it. */
const MAX_LIFTS = 2;

export interface TappedRun<T> {
  readonly person: Person;
  readonly signal: AbortSignal;
  run(key: HeldKey): Promise<T>;
}

/**
 * Runs a ceremony on an open key, as {@link onOpenKey} does. To a card in a reader, being powered up is
 * the touch: one, good for two minutes (CTAP 2.1 §5, evidence of user interaction). Where that is used up
 * the person lifts the card and lays it down again, and the ceremony begins anew. A reader could cut the
 * power as well, but then nobody would have touched anything.
 * @throws WardkeyError `tap-used` when the card does not come back in time; those of the ceremony
 */
export async function onTappedKey<T>(
  keys: Keys,
  first: OpenKey,
  { person, signal, run }: TappedRun<T>,
): Promise<T> {
  let open = first;
  const pins = new PinWatch(person);
  for (let lifts = 0; ; lifts += 1) {
    let held: HeldKey | undefined;
    const known = new Set(keys.list.devices.map(({ id }) => id));
    try {
      return await onOpenKey(open, pins.person, signal, (key) => {
        held = key;
        return run(key);
      });
    } catch (error) {
      if (held === undefined || lifts === MAX_LIFTS || !isTapUsed(held, error)) {
        throw error;
      }
      signal.throwIfAborted();
      if (!held.isTapAwaited) {
        person.tell({ type: 'touch', device: held.device, again: true });
      }
      open = await laidDownAgain(keys, { device: held.device, known }, signal);
      person.tell({ type: 'working', device: open.device });
      pins.lifted();
    }
  }
}

function isTapUsed(key: HeldKey, error: unknown): boolean {
  if (key.device.transport === 'usb') {
    return false;
  }
  if (key.isTapAwaited) {
    return isRemoval(error);
  }
  return NO_TOUCH.includes(statusOf(error)) && !key.touchAskedFor && key.sinceAsked < AT_ONCE_MS;
}

/** What was there before a lift. */
interface Before {
  /** The card that is lifted. */
  readonly device: DeviceSummary;
  /** Ids of all that was attached, and of what came and went since. */
  readonly known: Set<string>;
}

/**
 * Opens the card that is laid on the same reader. One that bounces may come again: each time that it
 * touches the reader it is another device.
 * @throws WardkeyError `tap-used`, those of opening it, the signal's reason
 */
async function laidDownAgain(keys: Keys, before: Before, signal: AbortSignal): Promise<OpenKey> {
  const limit = timeLimit(LIFT_MS, 'tap-used');
  const end = AbortSignal.any([signal, limit.signal]);
  try {
    for (;;) {
      const { id } = await laidDown(keys, before, end);
      try {
        return await openInTime(keys.open(id, signal), signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!isRemoval(error)) throw error;
        before.known.add(id);
      }
    }
  } finally {
    limit.end();
  }
}

function isRemoval(error: unknown): boolean {
  return error instanceof WardkeyError && error.code === 'device-removed';
}

/** Waits for a card on the reader. A key that is plugged in meanwhile is another. */
async function laidDown(
  keys: Keys,
  { device, known }: Before,
  end: AbortSignal,
): Promise<DeviceSummary> {
  const { promise: back, resolve } = Promise.withResolvers<DeviceSummary>();
  const look = () => {
    const come = keys.list.devices.find(
      ({ id, key, name, problem, transport }) =>
        transport !== 'usb' &&
        name === device.name &&
        !known.has(id) &&
        key !== undefined &&
        problem === undefined,
    );
    if (come !== undefined) {
      resolve(come);
    }
  };
  const stopListening = keys.onChange(look);
  look();
  try {
    return await unlessAborted(back, end);
  } finally {
    stopListening();
  }
}

/** Tells a person who has typed the PIN before a lift why it is asked for once more: no PIN is kept. */
class PinWatch {
  readonly person: Person;
  #wasAsked = false;
  #mustTell = false;

  constructor(person: Person) {
    this.person = {
      tell: (notice) => person.tell(notice),
      askPin: (request, signal) => {
        const reason = this.#mustTell ? { problem: 'verification-expired' as const } : {};
        this.#mustTell = false;
        this.#wasAsked = true;
        return person.askPin({ ...reason, ...request }, signal);
      },
      askNewPin: (request, signal) => person.askNewPin(request, signal),
      chooseDevice: (devices, signal) => person.chooseDevice(devices, signal),
      chooseAccount: (accounts, signal) => person.chooseAccount(accounts, signal),
    };
  }

  /** The key has lost its power, and its token with it. */
  lifted(): void {
    this.#mustTell = this.#wasAsked;
  }
}
