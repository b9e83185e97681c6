import { within } from '../deadline.ts';
import type { PcscContext } from './pcsc-library.ts';

/** pcscd releases at once; one that does not is as good as stopped. */
const RELEASE_MS = 1_000;

/**
 * The context of a device between two of its sessions: the next one need not wait for the service to
 * make one. It holds nothing of the card. After a restart of the service it is of no use any more.
 */
export class ReadyContext {
  #context: PcscContext | null = null;
  #ended = false;

  /** @returns the context, which is the caller's from now on; `null` where there is none */
  take(): PcscContext | null {
    const context = this.#context;
    this.#context = null;
    return context;
  }

  /** Keeps a context on which no call is under way. Never rejects. */
  async keep(context: PcscContext): Promise<void> {
    const superfluous = this.#ended ? context : this.#context;
    if (!this.#ended) this.#context = context;
    if (superfluous !== null) await release(superfluous);
  }

  /** The device is gone: nothing is kept any more. Never rejects. */
  async end(): Promise<void> {
    this.#ended = true;
    const context = this.take();
    if (context !== null) await release(context);
  }
}

async function release(context: PcscContext): Promise<void> {
  const slow = (): Error => new RangeError('The service does not release a context');
  await within(context.release(), { timeoutMs: RELEASE_MS, timeoutError: slow }).catch(() => {});
}
