import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Person } from './person.ts';

/** A watch for keys that come while others blink. */
export interface ArrivalWatch {
  /** Aborted when one comes. */
  readonly signal: AbortSignal;
  /** What it is aborted with; `undefined` until then. */
  readonly reason: unknown;
  /** What comes from now on is nobody's concern: the person has begun with another. */
  end(): void;
}

/**
 * Watches for a USB key that can be used, beside those that take part already: one that stays in the
 * computer must not keep out the one that the person means and plugs in now. Not of cards, for the same
 * key may come as a card as well, a moment later.
 */
export function watchForArrival(
  keys: Pick<AttachedKeys, 'list' | 'onChange'>,
  known: readonly DeviceSummary[],
): ArrivalWatch {
  const arrived = new AbortController();
  const isNew = ({ id, transport, key, problem }: DeviceSummary): boolean =>
    transport === 'usb' &&
    key !== undefined &&
    problem === undefined &&
    known.every((one) => one.id !== id);
  const end = keys.onChange(({ devices }) => {
    if (devices.some(isNew)) arrived.abort(new WardkeyError('ceremony-cancelled'));
  });
  const { signal } = arrived;
  return {
    signal,
    get reason(): unknown {
      return signal.reason;
    },
    end,
  };
}

/** The person, of whom it is told when they have begun with a key: by a touch, or by being asked. */
export function untilEngaged(person: Person, onEngaged: () => void): Person {
  let blinks = false;
  return {
    tell(notice) {
      if (notice.type === 'working' && blinks) onEngaged();
      blinks ||= notice.type === 'touch';
      person.tell(notice);
    },
    askPin(request, signal) {
      onEngaged();
      return person.askPin(request, signal);
    },
    askNewPin(request, signal) {
      onEngaged();
      return person.askNewPin(request, signal);
    },
    chooseDevice: (devices, signal) => person.chooseDevice(devices, signal),
    chooseAccount(accounts, signal) {
      onEngaged();
      return person.chooseAccount(accounts, signal);
    },
  };
}
