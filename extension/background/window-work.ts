import type { CeremonyEvent } from '../../shared/rpc/ceremony.ts';
import type { StepAnswer } from './bridge/bridge-ceremony.ts';

/** Something beside sign-ins that the one window may be for. */
export interface WindowWorker {
  readonly isAtWork: boolean;
  answer(typed: StepAnswer): Promise<void>;
  cancel(): void;
  onCeremonyEvent(ceremony: string, event: CeremonyEvent): void;
}

/** All that the one window serves beside sign-ins, of which one is at work at a time. */
export class WindowWork {
  readonly #workers: readonly WindowWorker[];

  constructor(workers: readonly WindowWorker[]) {
    this.#workers = workers;
  }

  get isAtWork(): boolean {
    return this.#workers.some(({ isAtWork }) => isAtWork);
  }

  /** @returns `undefined` where none of them is at work */
  answer(typed: StepAnswer): Promise<void> | undefined {
    return this.#workers.find(({ isAtWork }) => isAtWork)?.answer(typed);
  }

  /** The person stops what runs, or has closed the window. */
  cancel(): void {
    for (const worker of this.#workers) worker.cancel();
  }

  onCeremonyEvent(ceremony: string, event: CeremonyEvent): void {
    for (const worker of this.#workers) worker.onCeremonyEvent(ceremony, event);
  }
}
