import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { CeremonyNotice, Person } from './person.ts';

/** One key that takes part. */
export interface Racer<T> {
  readonly device: DeviceSummary;
  /** Runs the ceremony on it, and lets the key go in the end. */
  run(person: Person, signal: AbortSignal): Promise<T>;
}

/** A key that fails in these ways is out; all else was the person's doing and settles it. */
const OUT: readonly ErrorCode[] = [
  'device-removed',
  'device-mute',
  'device-garbled',
  'device-busy',
  'device-restricted',
  'key-refused',
  'key-lacks-command',
  'key-misunderstood',
  'key-request-too-large',
  'key-not-allowed',
  'verification-needed',
  'verification-expired',
  'touch-timeout',
];

/**
 * Runs a ceremony on several keys at once. The first that the person touches has it; the others are
 * cancelled at that moment, and nobody waits for them. A key that must ask something has it too.
 * @throws WardkeyError what the touched key throws, or the last key when all are out; then all of
 *   them have been let go
 */
export async function raceForTouch<T>(
  racers: readonly Racer<T>[],
  person: Person,
  signal: AbortSignal,
): Promise<T> {
  const race = new Race(person);
  const entries = racers.map((racer) => {
    const lost = new AbortController();
    const entry = race.enter(racer.device, lost);
    return { entry, lost, racer };
  });
  const running = entries.map(async ({ entry, lost, racer }) => {
    try {
      const value = await racer.run(entry, AbortSignal.any([signal, lost.signal]));
      entry.claim();
      return value;
    } catch (error) {
      if (!isOut(error)) entry.claim();
      throw error;
    }
  });
  try {
    return await firstSettled(running, (error, at) => {
      const entry = entries[at]?.entry;
      // Who has it settles it, however that ends; how those end that lost to it means nothing.
      return race.winner === null ? isOut(error) : race.winner !== entry;
    });
  } catch (error) {
    await Promise.allSettled(running);
    throw error;
  }
}

function isOut(error: unknown): boolean {
  return error instanceof WardkeyError && OUT.includes(error.code);
}

/** The first that is fulfilled, or rejected for good; the last rejection when there is none. */
function firstSettled<T>(
  promises: readonly Promise<T>[],
  isOutOnly: (error: unknown, at: number) => boolean,
): Promise<T> {
  let left = promises.length;
  return new Promise((resolve, reject) => {
    for (const [at, promise] of promises.entries()) {
      promise.then(resolve, (error: unknown) => {
        left -= 1;
        if (left === 0 || !isOutOnly(error, at)) reject(error);
      });
    }
  });
}

/** Which keys blink, and which of them has it. */
class Race {
  readonly #person: Person;
  readonly #lost = new Map<Entry, AbortController>();
  readonly #blinking: DeviceSummary[] = [];
  /** Those that have asked for a finger: what they tell next comes of one. */
  readonly #fingered = new Set<Entry>();
  #winner: Entry | null = null;

  constructor(person: Person) {
    this.#person = person;
  }

  /** Who has it; `null` as long as nobody does. */
  get winner(): Entry | null {
    return this.#winner;
  }

  enter(device: DeviceSummary, lost: AbortController): Entry {
    const entry = new Entry(this.#person, {
      claim: () => this.#claim(entry),
      tell: (notice) => this.#tell(entry, device, notice),
    });
    this.#lost.set(entry, lost);
    return entry;
  }

  #claim(winner: Entry): void {
    if (this.#winner !== null) return;
    this.#winner = winner;
    for (const [entry, lost] of this.#lost) {
      if (entry !== winner) lost.abort(new WardkeyError('ceremony-cancelled'));
    }
  }

  /** As long as nobody has it, the person is told of touches only, and of all of them at once. */
  #tell(entry: Entry, device: DeviceSummary, notice: CeremonyNotice): void {
    if (this.#winner !== null) {
      if (this.#winner === entry) this.#person.tell(notice);
    } else if (this.#fingered.has(entry) && notice.type !== 'touch') {
      // A finger was on it, known or not: the person means this one.
      this.#claim(entry);
      this.#person.tell(notice);
    } else if (isTouch(notice) && !this.#blinking.includes(device)) {
      this.#blinking.push(device);
      const [first = device, ...others] = this.#blinking;
      const isFinger = notice.type === 'fingerprint';
      if (isFinger) this.#fingered.add(entry);
      const only = others.length === 0 && isFinger;
      this.#person.tell(only ? notice : { type: 'touch', device: first, others });
    }
  }
}

/** A finger is put on a key as any touch is. */
function isTouch({ type }: CeremonyNotice): boolean {
  return type === 'touch' || type === 'fingerprint';
}

interface Standing {
  readonly claim: () => void;
  readonly tell: (notice: CeremonyNotice) => void;
}

/** The person as one of the keys sees them. */
class Entry implements Person {
  readonly #person: Person;
  readonly #standing: Standing;

  constructor(person: Person, standing: Standing) {
    this.#person = person;
    this.#standing = standing;
  }

  claim(): void {
    this.#standing.claim();
  }

  tell(notice: CeremonyNotice): void {
    this.#standing.tell(notice);
  }

  askPin: Person['askPin'] = (request, signal) => {
    this.claim();
    return this.#person.askPin(request, signal);
  };

  askNewPin: Person['askNewPin'] = (request, signal) => {
    this.claim();
    return this.#person.askNewPin(request, signal);
  };

  chooseDevice: Person['chooseDevice'] = (devices, signal) =>
    this.#person.chooseDevice(devices, signal);

  chooseAccount: Person['chooseAccount'] = (accounts, signal) => {
    this.claim();
    return this.#person.chooseAccount(accounts, signal);
  };
}
