import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import type { KeyTask } from '../../../shared/messages/messages.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import type { AskedPortal } from '../../../shared/portals/asked-portals.ts';
import type { CardProof } from '../../../shared/rpc/card.ts';
import type { KeyProof } from '../../../shared/rpc/key.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { BridgeCeremony } from '../bridge/bridge-ceremony.ts';
import { listCards } from '../card/list-cards.ts';
import { DeviceTest, type DeviceTestParts } from '../device-test.ts';

export interface TrialDeskParts extends DeviceTestParts {
  /** Told how the trial stands, at every change. */
  readonly onTrial: (trial: DeviceTrial) => void;
}

/** What is to be done with a device: a try, where no task is named. */
export interface TrialWish extends Pick<DeviceTrial, 'id' | 'device'> {
  readonly task?: KeyTask | undefined;
  /** The portal whose sign-ins a key is looked into for; of all where it is not known. */
  readonly portal?: AskedPortal | undefined;
}

/** Whether the device proved all that it should, and what it was looked into for. */
type Outcome = Pick<DeviceTrial, 'passed' | 'findings'>;

const KINDS = {
  'new-pin': 'key-test',
  reset: 'key-reset',
  'sign-ins': 'key-sign-ins',
} as const satisfies Readonly<Record<KeyTask, SignInView['kind']>>;

/**
 * A real try of a key or a card through the bridge, a new PIN, a reset, a look for sign-ins; the person
 * is needed in the sign-in window.
 */
export class TrialDesk {
  /** What is at work in the window. */
  readonly work: DeviceTest;
  readonly #parts: TrialDeskParts;
  /** Of what was begun last. */
  #id = '';

  constructor(parts: TrialDeskParts) {
    this.#parts = parts;
    this.work = new DeviceTest(parts);
  }

  /**
   * Begins. What comes of it is told by its id.
   * @param nearWindowId the browser window of the page that asks
   * @throws WardkeyError `ceremony-busy`
   */
  begin(wish: TrialWish, nearWindowId: number | null): void {
    const kind = wish.task === undefined ? (`${wish.device}-test` as const) : KINDS[wish.task];
    const working = this.work.begin(kind, nearWindowId, (ceremony) => this.#do(wish, ceremony));
    this.#id = wish.id;
    void this.#tellEnd({ id: wish.id, device: wish.device }, working);
  }

  /** Ends what began under an id, where it is at work. */
  cancel(id: string): void {
    if (id === this.#id) this.work.cancel();
  }

  async #tellEnd(
    trial: Pick<DeviceTrial, 'id' | 'device'>,
    working: Promise<Outcome>,
  ): Promise<void> {
    const { onTrial } = this.#parts;
    try {
      onTrial({ ...trial, ...(await working) });
    } catch (thrown) {
      onTrial({ ...trial, problem: toWardkeyError(thrown).code });
    }
  }

  async #do({ device, task, portal }: TrialWish, ceremony: BridgeCeremony): Promise<Outcome> {
    const { bridge } = this.#parts;
    const lifeMs = CEREMONY_TIMEOUT_MS.standard;
    if (task === 'reset') {
      // Taken out, put back and touched, each in its own time.
      await ceremony.run((call) => bridge.call('key.reset', {}, call), 2 * lifeMs);
      return { passed: true };
    }
    if (task === 'sign-ins') {
      const wish = portal === undefined ? {} : { portal };
      return ceremony.run((call) => bridge.call('key.sign-ins', wish, call), lifeMs);
    }
    if (device === 'key') {
      // Two ceremonies at the bridge, one after the other.
      const wish = { userVerification: task === undefined ? 'preferred' : 'required' } as const;
      return hasPassed(
        await ceremony.run((call) => bridge.call('key.try', wish, call), 2 * lifeMs),
      );
    }
    const card = await this.#goodCard();
    return hasPassed(
      await ceremony.run((call) => bridge.call('card.test', { card }, call), lifeMs),
    );
  }

  /** @throws WardkeyError `card-not-piv` where no card is there that could be tried */
  async #goodCard(): Promise<string> {
    const { cards } = await listCards(this.#parts.bridge);
    const card = cards.find(({ piv, token }) => piv !== null || token !== undefined);
    if (card === undefined) throw new WardkeyError('card-not-piv');
    return card.device.id;
  }
}

function hasPassed({ steps }: KeyProof | CardProof): Outcome {
  return { passed: steps.every(({ passed }) => passed) };
}
