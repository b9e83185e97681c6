import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
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

/** What is to be tried. */
export interface TrialWish extends Pick<DeviceTrial, 'id' | 'device'> {
  /** Of a key: with a PIN, which the person chooses where it has none or wants a new one. */
  readonly newPin?: true | undefined;
}

/** A real try of a key or a card through the bridge; the person is needed in the sign-in window. */
export class TrialDesk {
  /** What is at work in the window. */
  readonly work: DeviceTest;
  readonly #parts: TrialDeskParts;

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
    const proving = this.work.begin(`${wish.device}-test`, nearWindowId, (ceremony) =>
      this.#proof(wish, ceremony),
    );
    void this.#tellEnd({ id: wish.id, device: wish.device }, proving);
  }

  async #tellEnd(
    trial: Pick<DeviceTrial, 'id' | 'device'>,
    proving: Promise<KeyProof | CardProof>,
  ): Promise<void> {
    const { onTrial } = this.#parts;
    try {
      const { steps } = await proving;
      onTrial({ ...trial, passed: steps.every(({ passed }) => passed) });
    } catch (thrown) {
      onTrial({ ...trial, problem: toWardkeyError(thrown).code });
    }
  }

  async #proof(
    { device, newPin }: TrialWish,
    ceremony: BridgeCeremony,
  ): Promise<KeyProof | CardProof> {
    const { bridge } = this.#parts;
    const lifeMs = CEREMONY_TIMEOUT_MS.standard;
    if (device === 'key') {
      // Two ceremonies at the bridge, one after the other.
      const wish = { userVerification: newPin ? 'required' : 'preferred' } as const;
      return ceremony.run((call) => bridge.call('key.try', wish, call), 2 * lifeMs);
    }
    const card = await this.#goodCard();
    return ceremony.run((call) => bridge.call('card.test', { card }, call), lifeMs);
  }

  /** @throws WardkeyError `card-not-piv` where no card is there that could be tried */
  async #goodCard(): Promise<string> {
    const { cards } = await listCards(this.#parts.bridge);
    const card = cards.find(({ piv, token }) => piv !== null || token !== undefined);
    if (card === undefined) throw new WardkeyError('card-not-piv');
    return card.device.id;
  }
}
