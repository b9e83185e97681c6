import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../shared/messages/views.ts';
import type { CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { BridgeCeremony, type StepAnswer } from './bridge/bridge-ceremony.ts';
import type { BridgeClient } from './bridge/bridge-client.ts';
import { CeremonyAtWork } from './ceremony-at-work.ts';
import { CeremonyScreen } from './sign-in/ceremony-screen.ts';
import type { SignInWindow } from './sign-in/sign-in-window.ts';
import type { WindowWorker } from './window-work.ts';

const NO_TAB = -1;

export interface DeviceTestParts {
  readonly bridge: Pick<BridgeClient, 'call'>;
  readonly window: SignInWindow;
  readonly language: () => Language;
  /** Whether the window is somebody else's now, or will be: a sign-in that waits for its page. */
  readonly isWindowTaken: () => boolean;
}

/** Something done with a device that no page has asked for, with the person in the sign-in window. */
export class DeviceTest implements WindowWorker {
  readonly #parts: DeviceTestParts;
  readonly #atWork = new CeremonyAtWork();

  constructor(parts: DeviceTestParts) {
    this.#parts = parts;
  }

  get isAtWork(): boolean {
    return this.#atWork.isThere;
  }

  /**
   * Begins at once, and shows how it goes and how it ends.
   * @param nearWindowId the browser window to open near to, and to give the focus back to
   * @returns what comes of it, once the window is free again; rejects with a WardkeyError
   * @throws WardkeyError `ceremony-busy`, before anything has begun
   */
  begin<T>(
    kind: SignInView['kind'],
    nearWindowId: number | null,
    run: (ceremony: BridgeCeremony) => Promise<T>,
  ): Promise<T> {
    const { bridge, window, language, isWindowTaken } = this.#parts;
    if (this.isAtWork || isWindowTaken()) throw new WardkeyError('ceremony-busy');
    const ceremony = new BridgeCeremony(bridge);
    const subject = { tabId: NO_TAB, kind, host: '' };
    const screen = new CeremonyScreen(window, subject, language(), nearWindowId);
    this.#atWork.begin({ ceremony, screen });
    screen.begin();
    return this.#run(ceremony, screen, run);
  }

  /** @throws WardkeyError `ceremony-unknown`, and what the bridge says */
  answer(answer: StepAnswer): Promise<void> {
    return this.#atWork.answer(answer);
  }

  /** The person stops it, or has closed its window. */
  cancel(): void {
    this.#atWork.cancel();
  }

  onCeremonyEvent(ceremonyId: string, event: CeremonyEvent): void {
    this.#atWork.onEvent(ceremonyId, event);
  }

  async #run<T>(
    ceremony: BridgeCeremony,
    screen: CeremonyScreen,
    run: (ceremony: BridgeCeremony) => Promise<T>,
  ): Promise<T> {
    try {
      // Whatever comes before the request that can be cancelled at the bridge ends with it too.
      const result = await Promise.race([run(ceremony), ceremony.cancelled]);
      screen.done();
      return result;
    } catch (thrown) {
      const error = toWardkeyError(thrown);
      // A bridge that does not end it by itself would be busy for whoever comes next.
      if (error.code === 'ceremony-timeout') ceremony.cancel(error.code);
      screen.fail(error.code, error.facts);
      throw error;
    } finally {
      this.#atWork.end();
    }
  }
}
