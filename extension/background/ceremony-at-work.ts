import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { BridgeCeremony, StepAnswer } from './bridge/bridge-ceremony.ts';
import type { CeremonyScreen } from './sign-in/ceremony-screen.ts';

interface Shown {
  readonly ceremony: Pick<BridgeCeremony, 'id' | 'answer' | 'cancel'>;
  readonly screen: Pick<CeremonyScreen, 'event'>;
}

/** The one ceremony that somebody has the window for, and how the person's part of it gets there. */
export class CeremonyAtWork {
  #shown: Shown | null = null;

  get isThere(): boolean {
    return this.#shown !== null;
  }

  begin(shown: Shown): void {
    this.#shown = shown;
  }

  end(): void {
    this.#shown = null;
  }

  /**
   * Takes the person's answer to a step.
   * @throws WardkeyError `ceremony-unknown` when there is none, and what the bridge says
   */
  async answer(answer: StepAnswer): Promise<void> {
    if (this.#shown === null) throw new WardkeyError('ceremony-unknown');
    await this.#shown.ceremony.answer(answer);
  }

  /** The person stops it, or has closed its window. */
  cancel(): void {
    this.#shown?.ceremony.cancel('ceremony-cancelled');
  }

  /** Shows what has happened. @returns whether it was at this ceremony, and not at another */
  onEvent(ceremonyId: string, event: CeremonyEvent): boolean {
    if (this.#shown?.ceremony.id !== ceremonyId) return false;
    this.#shown.screen.event(event);
    return true;
  }
}
