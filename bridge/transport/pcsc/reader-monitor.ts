import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { pause, within } from '../deadline.ts';
import { fromPcsc } from './pcsc-error.ts';
import {
  type KnownState,
  type PcscContext,
  type PcscLibrary,
  PNP_READER,
  type ReaderState,
  STATE,
} from './pcsc-library.ts';
import type { WatchService } from './watch-service.ts';

export interface MonitorObserver {
  /**
   * What all readers hold, after every change; empty while the service does not run.
   * @param trouble why nothing can be seen any more, which is not to say that nothing is there
   */
  onReaders(states: readonly ReaderState[], trouble?: ErrorCode): void;
  /** Why no reader can be seen, or `null` when one can; told first as soon as that is known. */
  onProblem(problem: ErrorCode | null): void;
}

/** The service tells of every change: a wait ends by itself so that a service that hangs is noticed. */
const WAIT_MS = 15_000;
/** Without the pseudo-reader only looking again tells that a reader came. */
const WAIT_BLIND_MS = 300;
/** What a wait may take beyond its own time before the service counts as stopped. */
const HUNG_MS = 3_000;
/** The library watches this many readers at once; the pseudo-reader would be one more. */
const MAX_READERS = 16;
/** Some drivers report changes without end: no faster than this. */
const BREATH_MS = 10;
/** A context that worked for this long was good. */
const STEADY_MS = 500;
const FIRST_RETRY_MS = 100;
/**
 * Where it is told when the service comes, what is left to try again for makes no event: rights that
 * come back, the library, a service that is started anew behind the socket that the system keeps.
 */
const RETRIES = {
  blind: { growth: 2, longestMs: 2_000 },
  watched: { growth: 4, longestMs: 10_000 },
};
const STOP_MS = 80;
/** A wait that begins only after it was cancelled is cancelled again. */
const CANCEL_AGAIN_MS = 20;
/** What {@link MonitorObserver.onReaders} is about: not who else uses a reader. */
const STATE_OF_INTEREST =
  STATE.PRESENT | STATE.EMPTY | STATE.UNAVAILABLE | STATE.UNKNOWN | STATE.MUTE;

/** Watches all readers, through stops and restarts of the PC/SC service. */
export class ReaderMonitor {
  readonly #library: PcscLibrary;
  readonly #observer: MonitorObserver;
  readonly #plugAndPlay: boolean;
  readonly #watchService: WatchService;
  readonly #stopped = new AbortController();
  #establishing: Promise<PcscContext> | null = null;
  #context: PcscContext | null = null;
  #running: Promise<void> | null = null;
  /** `undefined` until anything was told. */
  #problem: ErrorCode | null | undefined;

  /**
   * @param plugAndPlay whether the system's PC/SC knows the pseudo-reader for readers that come
   * @param watchService tells when a service that does not answer may have come
   */
  constructor(
    library: PcscLibrary,
    observer: MonitorObserver,
    plugAndPlay: boolean,
    watchService: WatchService,
  ) {
    this.#library = library;
    this.#observer = observer;
    this.#plugAndPlay = plugAndPlay;
    this.#watchService = watchService;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends within 100 ms, also when the service hangs. Never rejects; nothing is told any more. */
  async stop(): Promise<void> {
    this.#stopped.abort(new WardkeyError('device-removed'));
    let isAsked = false;
    const cancel = async (): Promise<void> => {
      // One at a time: a service that hangs does not get to the next one either.
      if (isAsked) return;
      isAsked = true;
      await this.#context?.cancelWait().catch(() => undefined);
      isAsked = false;
    };
    const again = setInterval(cancel, CANCEL_AGAIN_MS);
    void cancel();
    await within(Promise.resolve(this.#running), {
      timeoutMs: STOP_MS,
      timeoutError: () => new WardkeyError('pcsc-service-stopped'),
    }).catch(() => undefined);
    clearInterval(again);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    let retryMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const begin = performance.now();
      const came = new AbortController();
      // Before the attempt: a service that comes just after it is not missed.
      const unwatch = this.#watchService(() => came.abort());
      const error = await this.#serve();
      if (signal.aborted) return unwatch?.();
      const { code } = toWardkeyError(fromPcsc(error));
      this.#observer.onReaders([], code);
      // A service that is only restarted is back after the first pause: nobody needs to hear of it.
      const steady = performance.now() - begin > STEADY_MS;
      if (!steady) this.#tell(code);
      await pause(FIRST_RETRY_MS, signal);
      if (!steady) await pause(retryMs - FIRST_RETRY_MS, AbortSignal.any([signal, came.signal]));
      unwatch?.();
      const { growth, longestMs } = unwatch === null ? RETRIES.blind : RETRIES.watched;
      const isNew = steady || came.signal.aborted;
      retryMs = isNew ? FIRST_RETRY_MS : Math.min(retryMs * growth, longestMs);
    }
  }

  /** Watches with one context for as long as it works. @returns what ended it */
  async #serve(): Promise<unknown> {
    try {
      // An attempt that hangs is waited for again, and not joined by a second one.
      this.#establishing ??= this.#library.establishContext().finally(() => {
        this.#establishing = null;
      });
      this.#context = await this.#inTime(this.#establishing, 0);
      await this.#watch(this.#context);
      return null;
    } catch (error) {
      return error;
    } finally {
      const context = this.#context;
      this.#context = null;
      if (context) await this.#inTime(context.release(), 0).catch(() => undefined);
    }
  }

  async #watch(context: PcscContext): Promise<void> {
    let known: readonly KnownState[] = [];
    while (!this.#stopped.signal.aborted) {
      const names = await this.#inTime(context.listReaders(), 0);
      if (names.length === 0) this.#tell('reader-none');
      const states = await this.#wait(context, names, known);
      if (this.#stopped.signal.aborted) return;
      this.#observer.onReaders(states);
      // Only now: whoever hears that all is well has heard of every card that was there.
      if (names.length > 0) this.#tell(null);
      known = states;
    }
  }

  /** Waits for a change. @returns the readers' states, without the pseudo-reader's */
  async #wait(
    context: PcscContext,
    names: readonly string[],
    known: readonly KnownState[],
  ): Promise<readonly ReaderState[]> {
    const readers = names.slice(0, MAX_READERS).map((reader): KnownState => {
      return known.find((old) => old.reader === reader) ?? { reader, state: 0 };
    });
    const withPnp = this.#plugAndPlay && readers.length < MAX_READERS;
    // pcsc-lite takes the number of readers that we know from the upper half.
    const pnp = { reader: PNP_READER, state: readers.length * 0x10000 };
    const waitMs = withPnp ? WAIT_MS : WAIT_BLIND_MS;
    if (readers.length === 0 && !withPnp) {
      await pause(waitMs, this.#stopped.signal);
      return [];
    }
    const begin = performance.now();
    const watched = withPnp ? [...readers, pnp] : readers;
    const states = await this.#inTime(context.waitForChange(watched, waitMs), waitMs);
    const isNew = readers.some(({ state }, index) => {
      return (state ^ (states[index]?.state ?? 0)) & STATE_OF_INTEREST;
    });
    if (!isNew && performance.now() - begin < BREATH_MS) {
      await pause(BREATH_MS, this.#stopped.signal);
    }
    return states.slice(0, readers.length);
  }

  #inTime<T>(work: Promise<T>, ownMs: number): Promise<T> {
    return within(work, {
      timeoutMs: ownMs + HUNG_MS,
      timeoutError: () => new WardkeyError('pcsc-service-stopped'),
    });
  }

  #tell(problem: ErrorCode | null): void {
    if (problem === this.#problem || this.#stopped.signal.aborted) return;
    this.#problem = problem;
    this.#observer.onProblem(problem);
  }
}
