import { NEUTRAL_MESSAGE } from '../../../shared/errors/dom-exception.ts';
import {
  type FromInterceptedPage,
  INTERCEPTION_PORT,
  type InterceptedAnswer,
  TAKEN_WITHIN_MS,
  type ToInterceptedPage,
} from '../../../shared/messages/interception.ts';

/** `native`: Wardkey does not answer it, and the browser shall. */
export type Answer = InterceptedAnswer | { readonly type: 'native' };

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  /** Until it is taken. */
  timer: ReturnType<typeof setTimeout> | null;
}

/** A line that is cut again so soon is not opened anew, in milliseconds. */
const CUT_AGAIN_MS = 5_000;

const CUT_OFF: Answer = { type: 'failed', name: 'NotAllowedError', message: NEUTRAL_MESSAGE };

/** This document's line to the background, of which the page knows nothing. */
export class BackgroundLink {
  readonly #waiting = new Map<number, Waiting>();
  readonly #onEnd: () => void;
  #port: chrome.runtime.Port | null = null;
  #lastId = 0;
  #cutAt = Number.NEGATIVE_INFINITY;
  #isLeft = false;

  /** @param onEnd Wardkey answers no more: it said so, or went. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Whether calls may be taken now. */
  get isOpen(): boolean {
    return this.#port !== null;
  }

  /** Throws when the extension was updated or removed while the page stayed open. */
  open(): void {
    this.#isLeft = false;
    if (this.#port !== null) return;
    const port = chrome.runtime.connect({ name: INTERCEPTION_PORT });
    port.onMessage.addListener((message: ToInterceptedPage) => this.#receive(message));
    port.onDisconnect.addListener(() => this.#onCut(port));
    this.#port = port;
  }

  /** The document is left: what is cut now stays so. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Hands a call on and waits for what becomes of it. Never rejects. */
  ask(
    kind: 'create' | 'get',
    options: unknown,
  ): { readonly id: number; readonly answer: Promise<Answer> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Answer>((resolve) => {
      // A background that does not even say that it takes the call must not keep it from the browser.
      const timer = setTimeout(() => {
        this.abort(id);
        resolve({ type: 'native' });
      }, TAKEN_WITHIN_MS);
      this.#waiting.set(id, { resolve, timer });
      this.#post({ type: 'request', id, kind, options });
    });
    return { id, answer };
  }

  /** The page wants no answer any more. */
  abort(id: number): void {
    if (this.#forget(id) !== undefined) this.#post({ type: 'abort', id });
  }

  #receive(message: ToInterceptedPage): void {
    if (message.type === 'let-go') {
      const port = this.#port;
      if (port === null) return;
      port.disconnect();
      this.#drop();
      this.#onEnd();
    } else if (message.type === 'taken') {
      const waiting = this.#waiting.get(message.id);
      if (waiting?.timer != null) clearTimeout(waiting.timer);
      if (waiting) waiting.timer = null;
    } else {
      const { id, ...answer } = message;
      this.#forget(id)?.resolve(answer);
    }
  }

  /** The browser ends an idle background as it likes: a line to the next one wakes it. */
  #onCut(port: chrome.runtime.Port): void {
    if (this.#port !== port) return;
    this.#drop();
    const now = performance.now();
    const isAgain = now - this.#cutAt < CUT_AGAIN_MS;
    this.#cutAt = now;
    try {
      if (isAgain || this.#isLeft) throw new Error('cut for good');
      this.open();
    } catch {
      this.#onEnd();
    }
  }

  #drop(): void {
    this.#port = null;
    for (const [id, { resolve, timer }] of this.#waiting) {
      this.#forget(id);
      // What was taken may have reached the key: the browser must not ask the person a second time.
      resolve(timer === null ? CUT_OFF : { type: 'native' });
    }
  }

  #forget(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting?.timer != null) clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    return waiting;
  }

  #post(message: FromInterceptedPage): void {
    this.#port?.postMessage(message);
  }
}
