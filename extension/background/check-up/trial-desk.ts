import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import type { KeyTask } from '../../../shared/messages/messages.ts';
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
}

/** Whether the device proved all that it should. */
type Passed = boolean;

/**
 * A real try of a key or a card through the bridge, a new PIN or a reset; the person is needed in the
 * sign-in window.
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
    const kind = wish.task === 'reset' ? 'key-reset' : (`${wish.device}-test` as const);
    const passing = this.work.begin(kind, nearWindowId, (ceremony) => this.#pass(wish, ceremony));
    this.#id = wish.id;
    void this.#tellEnd({ id: wish.id, device: wish.device }, passing);
  }

  /** Ends what began under an id, where it is at work. */
  cancel(id: string): void {
    if (id === this.#id) this.work.cancel();
  }

  async #tellEnd(
    trial: Pick<DeviceTrial, 'id' | 'device'>,
    passing: Promise<Passed>,
  ): Promise<void> {
    const { onTrial } = this.#parts;
    try {
      onTrial({ ...trial, passed: await passing });
    } catch (thrown) {
      onTrial({ ...trial, problem: toWardkeyError(thrown).code });
    }
  }

  async #pass({ device, task }: TrialWish, ceremony: BridgeCeremony): Promise<Passed> {
    const { bridge } = this.#parts;
    const lifeMs = CEREMONY_TIMEOUT_MS.standard;
    if (task === 'reset') {
      // Taken out, put back and touched, each in its own time.
      await ceremony.run((call) => bridge.call('key.reset', {}, call), 2 * lifeMs);
      return true;
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

function hasPassed({ steps }: KeyProof | CardProof): Passed {
  return steps.every(({ passed }) => passed);
}
