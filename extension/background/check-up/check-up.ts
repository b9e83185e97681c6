import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type {
  CheckUpRun,
  CheckUpView,
  DeviceTrial,
} from '../../../shared/messages/check-up-view.ts';
import type { CheckUpProgress, CheckUpResult, CheckUpWish } from '../../../shared/rpc/check-up.ts';
import { tabPlace } from '../../platform/tabs.ts';
import type { MessageHandlers } from '../router.ts';
import type { SessionArea } from '../session-slot.ts';
import { type BrowserLookParts, lookAtBrowser } from './browser-look.ts';
import { LastTrouble } from './last-trouble.ts';
import { TrialDesk, type TrialDeskParts, type TrialWish } from './trial-desk.ts';

/** What the bridge has not said by then is told as that: nobody waits longer than three seconds. */
const LATE_MS = 2_900;
/**
 * The bridge ends it in less by itself, and may have to be started first; on a computer that hardly
 * gets anywhere its own clock is late too. What comes so late is told in the place of nothing.
 */
const ANSWER_MS = 20_000;

/** Takes views to an open check-up page. */
export interface CheckUpPort {
  postMessage(view: CheckUpView): void;
}

export interface CheckUpParts extends Omit<TrialDeskParts, 'onTrial'>, BrowserLookParts {
  /** What every view tells beside the run. */
  readonly surroundings: () => Promise<Pick<CheckUpView, 'language' | 'version'>>;
  /** Keeps what went wrong last while a worker sleeps. */
  readonly session: SessionArea;
  /** Something went wrong, or does no more. */
  readonly onTrouble: () => void;
  /** The bridge will be needed. */
  readonly onBegin: () => void;
}

type Handled = 'check-up.run' | 'check-up.cancel' | 'check-up.try' | 'check-up.verdict';

/** The bridge's part of a check-up, for the pages that show it. One run at a time. */
export class CheckUp {
  readonly trials: TrialDesk;
  readonly trouble: LastTrouble;
  readonly handlers: Pick<MessageHandlers, Handled> = {
    'check-up.run': ({ id, wish }) => this.begin(id, wish),
    'check-up.cancel': ({ id }) => this.cancel(id),
    'check-up.verdict': ({ checkedUp }) => this.trouble.onCheckedUp(checkedUp),
    'check-up.try': ({ kind: _, ...wish }, { tabId }) => this.#try(wish, tabId),
  };
  readonly #parts: CheckUpParts;
  readonly #ports = new Set<CheckUpPort>();
  #run: CheckUpRun | null = null;
  #trial: DeviceTrial | null = null;

  constructor(parts: CheckUpParts) {
    this.#parts = parts;
    this.trouble = new LastTrouble(parts.session, parts.onTrouble);
    parts.window.onPort(this.trouble);
    this.trials = new TrialDesk({
      ...parts,
      onTrial: (trial) => {
        this.#trial = this.isOpen ? trial : null;
        void this.publish();
      },
    });
  }

  /** Whether a page is open that may want to know. */
  get isOpen(): boolean {
    return this.#ports.size > 0;
  }

  onPort(port: CheckUpPort): void {
    this.#ports.add(port);
    void this.publish();
  }

  onPortGone(port: CheckUpPort): void {
    this.#ports.delete(port);
    if (this.isOpen) return;
    this.#run = null;
    // What was found on a key may name its owner: whoever opens a page next is not told.
    this.#trial = null;
    // Nobody is there any more who could be told what comes of it.
    this.trials.work.cancel();
  }

  /** Begins a run; one that is under way counts for nothing any more. */
  begin(id: string, wish: CheckUpWish): void {
    this.#parts.onBegin();
    this.#show({ id, progress: [], browser: null, result: null, failure: null });
    void lookAtBrowser(this.#parts).then((browser) => this.#change(id, { browser }));
    const late = setTimeout(() => this.#fail(id, 'bridge-mute'), LATE_MS);
    this.#ask(id, wish)
      .then((result) => this.#change(id, { result, failure: null }))
      .catch((thrown: unknown) => this.#fail(id, toWardkeyError(thrown).code))
      .finally(() => clearTimeout(late));
  }

  /** The person does not want to know any more what began under an id; other pages' stays. */
  cancel(id: string): void {
    this.trials.cancel(id);
    if (this.#run?.id === id) this.#show(null);
  }

  /** The bridge tells how far it is. */
  onProgress(news: CheckUpProgress): void {
    if (this.#run === null || this.#run.result !== null) return;
    const others = this.#run.progress.filter(({ check }) => check !== news.check);
    this.#show({ ...this.#run, progress: [...others, news] });
  }

  /** Sends the view of this moment to all pages. Never rejects. */
  async publish(): Promise<void> {
    const surroundings = await this.#parts.surroundings().catch(() => null);
    if (surroundings === null) return;
    const view = { ...surroundings, run: this.#run, trial: this.#trial };
    for (const port of this.#ports) port.postMessage(view);
  }

  /**
   * On a computer that hardly gets anywhere a bridge may not even be greeted in time: what it has been
   * loaded for is there at the second try.
   */
  async #ask(id: string, wish: CheckUpWish): Promise<CheckUpResult> {
    const ask = () =>
      this.#parts.bridge.call('check-up.run', wish, {
        timeoutMs: ANSWER_MS,
        timeoutCode: 'bridge-mute',
      });
    const begin = performance.now();
    try {
      return await ask();
    } catch (thrown) {
      const isGreeting =
        toWardkeyError(thrown).code === 'bridge-mute' && performance.now() - begin < ANSWER_MS;
      if (!isGreeting || this.#run?.id !== id) throw thrown;
      return await ask();
    }
  }

  /** @throws WardkeyError `ceremony-busy` */
  async #try(wish: TrialWish, tabId: number | null): Promise<void> {
    const near = tabId === null ? null : (await tabPlace(tabId)).windowId;
    this.#parts.onBegin();
    this.trials.begin(wish, near);
  }

  /** A bridge that was at work when its time was over is slow, and not mute. */
  #fail(id: string, code: ErrorCode): void {
    const isAtWork = this.#run?.id === id && this.#run.progress.length > 0;
    const failure = code === 'bridge-mute' && isAtWork ? 'ceremony-timeout' : code;
    this.#change(id, { failure });
  }

  #change(id: string, change: Partial<CheckUpRun>): void {
    if (this.#run?.id === id) this.#show({ ...this.#run, ...change });
  }

  #show(run: CheckUpRun | null): void {
    this.#run = run;
    void this.publish();
  }
}
