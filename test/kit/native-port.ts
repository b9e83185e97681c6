import type { JSHandle, Page, WebWorker } from 'puppeteer';
import { HOST_NAME } from '../../shared/rpc/limits.ts';

/** How long the bridge may take to answer, in milliseconds. */
const PATIENCE_MS = 15_000;

/** What the extension says first, so that the bridge takes requests. */
export const HELLO = {
  jsonrpc: '2.0',
  id: 'hello',
  method: 'hello',
  params: { protocol: { min: 1, max: 1 }, extension: { version: '0.1.0', edition: 'full' } },
} as const;

/** A port in the browser, and what came over it. */
interface Held {
  readonly port: chrome.runtime.Port;
  /** Answers that nobody has taken yet. */
  readonly answers: unknown[];
  readonly notifications: unknown[];
  /** The browser's text once the port has ended, until then `null`. */
  end: string | null;
  /** Called at whatever comes. */
  onNews: () => void;
}

/**
 * A port of its own to the bridge, opened in an extension's worker or page: it says what the
 * extension itself never would, as somebody would who got into it.
 */
export class NativePort {
  readonly #held: JSHandle<Held>;

  private constructor(held: JSHandle<Held>) {
    this.#held = held;
  }

  /** Starts the bridge. @param where in an extension that may do so */
  static async open(where: WebWorker | Page): Promise<NativePort> {
    const held = await where.evaluateHandle((name): Held => {
      const port = chrome.runtime.connectNative(name);
      const made: Held = { port, answers: [], notifications: [], end: null, onNews: () => {} };
      port.onMessage.addListener((message) => {
        (message !== null && 'id' in message ? made.answers : made.notifications).push(message);
        made.onNews();
      });
      port.onDisconnect.addListener(() => {
        made.end = chrome.runtime.lastError?.message ?? '';
        made.onNews();
      });
      return made;
    }, HOST_NAME);
    return new NativePort(held);
  }

  /** Sends any JSON value, a request or not. */
  async send(message: unknown): Promise<void> {
    // As text, since the debugger takes no value that is nested deeply.
    await this.#held.evaluate(
      ({ port }, text) => port.postMessage(JSON.parse(text)),
      JSON.stringify(message),
    );
  }

  /**
   * The next message that is an answer, to a request or to what could not be read as one.
   * @returns the browser's text instead, when the port has ended
   * @throws Error after 5 s
   */
  answer(): Promise<unknown> {
    return this.#held.evaluate(async (held, patienceMs) => {
      const end = performance.now() + patienceMs;
      while (held.answers.length === 0) {
        if (held.end !== null) return held.end;
        if (performance.now() > end) throw new Error('the bridge does not answer');
        await new Promise<void>((resolve) => {
          held.onNews = resolve;
          setTimeout(resolve, patienceMs);
        });
      }
      return held.answers.shift();
    }, PATIENCE_MS);
  }

  /** Sends something and waits for the answer. */
  async ask(message: unknown): Promise<unknown> {
    await this.send(message);
    return this.answer();
  }

  /** What the bridge told without being asked, so far. */
  notifications(): Promise<unknown[]> {
    return this.#held.evaluate(({ notifications }) => [...notifications]);
  }

  /** Lets the bridge go. */
  async close(): Promise<void> {
    await this.#held.evaluate(({ port }) => port.disconnect());
    await this.#held.dispose();
  }
}
