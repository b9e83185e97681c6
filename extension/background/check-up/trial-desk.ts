import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import type { CardProof } from '../../../shared/rpc/card.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { KeyProof } from '../../../shared/rpc/key.ts';
import { CEREMONY_TIMEOUT_MS } from '../../../shared/rpc/limits.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { BridgeCeremony, type StepAnswer } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import { CeremonyScreen } from '../sign-in/ceremony-screen.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';

/** Several cards are read one after another, each within 15 s. */
const LIST_MS = 60_000;
const NO_TAB = -1;

export interface TrialDeskParts {
  readonly bridge: Pick<BridgeClient, 'call'>;
  readonly window: SignInWindow;
  readonly language: () => Language;
  /** Whether the window is somebody else's now, or will be: a sign-in that waits for its page. */
  readonly isWindowTaken: () => boolean;
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
  readonly #parts: TrialDeskParts;
  #running: { readonly ceremony: BridgeCeremony; readonly screen: CeremonyScreen } | null = null;

  constructor(parts: TrialDeskParts) {
    this.#parts = parts;
  }

  get isAtWork(): boolean {
    return this.#running !== null;
  }

  /**
   * Begins. What comes of it is told by its id.
   * @param nearWindowId the browser window of the page that asks
   * @throws WardkeyError `ceremony-busy`
   */
  begin(wish: TrialWish, nearWindowId: number | null): void {
    if (this.isAtWork || this.#parts.isWindowTaken()) throw new WardkeyError('ceremony-busy');
    const { bridge, window, language } = this.#parts;
    const ceremony = new BridgeCeremony(bridge);
    const subject = { tabId: NO_TAB, kind: `${wish.device}-test`, host: '' } as const;
    const screen = new CeremonyScreen(window, subject, language(), nearWindowId);
    this.#running = { ceremony, screen };
    screen.begin();
    this.#run(wish, ceremony, screen);
  }

  /** @throws WardkeyError `ceremony-unknown`, and what the bridge says */
  async answer(answer: StepAnswer): Promise<void> {
    if (this.#running === null) throw new WardkeyError('ceremony-unknown');
    await this.#running.ceremony.answer(answer);
  }

  /** The person stops it, or has closed its window. */
  cancel(): void {
    this.#running?.ceremony.cancel('ceremony-cancelled');
  }

  onCeremonyEvent(ceremonyId: string, event: CeremonyEvent): void {
    if (this.#running?.ceremony.id === ceremonyId) this.#running.screen.event(event);
  }

  async #run(wish: TrialWish, ceremony: BridgeCeremony, screen: CeremonyScreen): Promise<void> {
    const { onTrial } = this.#parts;
    const trial = { id: wish.id, device: wish.device };
    try {
      const { steps } = await this.#proof(wish, ceremony);
      screen.done();
      onTrial({ ...trial, passed: steps.every(({ passed }) => passed) });
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      if (code === 'ceremony-timeout') ceremony.cancel(code);
      screen.fail(code, facts);
      onTrial({ ...trial, problem: code });
    } finally {
      this.#running = null;
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
    const card = await Promise.race([this.#goodCard(), ceremony.cancelled]);
    return ceremony.run((call) => bridge.call('card.test', { card }, call), lifeMs);
  }

  /** @throws WardkeyError `card-not-piv` where no card is there that could be tried */
  async #goodCard(): Promise<string> {
    const call = { timeoutMs: LIST_MS, timeoutCode: 'device-mute' } as const;
    const { cards } = await this.#parts.bridge.call('cards.list', {}, call);
    const card = cards.find(({ piv }) => piv !== null);
    if (card === undefined) throw new WardkeyError('card-not-piv');
    return card.device.id;
  }
}
