import { CtapFault, STATUS } from '../status.ts';
import { Fingerprints } from './fingerprints.ts';

/** CTAP 2.1 §6.5.2.3 lets a key choose between 1 and 25. */
const MAX_TRIES = 5;

/** A fingerprint reader on the key: whose finger lies on it is up to the test. */
export class BuiltInVerification {
  readonly fingerprints: Fingerprints;
  /** Whether the finger on the reader is an enrolled one. */
  finger: 'known' | 'unknown' = 'known';
  #triesLeft = MAX_TRIES;

  constructor(enrolled: boolean) {
    this.fingerprints = new Fingerprints(enrolled);
  }

  get enrolled(): boolean {
    return this.fingerprints.enrolled;
  }

  get triesLeft(): number {
    return this.#triesLeft;
  }

  /** @throws CtapFault uvInvalid, uvBlocked */
  verify(): void {
    if (this.#triesLeft === 0) throw new CtapFault(STATUS.uvBlocked);
    if (this.finger === 'known') {
      this.#triesLeft = MAX_TRIES;
      return;
    }
    this.#triesLeft -= 1;
    throw new CtapFault(this.#triesLeft === 0 ? STATUS.uvBlocked : STATUS.uvInvalid);
  }

  /** The right PIN lets the reader be tried again (CTAP 2.1 §6.5.5.7.1). */
  restoreTries(): void {
    this.#triesLeft = MAX_TRIES;
  }
}
