import {
  FromInterceptedPage,
  type InterceptedAnswer,
  type ToInterceptedPage,
} from '../../../shared/messages/interception.ts';
import * as v from '../../../shared/schema/schema.ts';

/** The port of one document, as the browser gives it. */
export interface InterceptionPort {
  postMessage(message: ToInterceptedPage): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

type Request = Extract<FromInterceptedPage, { type: 'request' }>;

export interface InterceptedPageEvents {
  onRequest(request: Request): void;
  onAbort(id: number): void;
  /** The document was left or closed. */
  onGone(): void;
}

/** A document whose calls for a key come here. */
export class InterceptedPage {
  /** Serialised, in the browser's words. */
  readonly origin: string;
  readonly tabId: number;
  readonly #port: InterceptionPort;
  #isGone = false;

  constructor(
    port: InterceptionPort,
    { origin, tabId }: Pick<InterceptedPage, 'origin' | 'tabId'>,
    events: InterceptedPageEvents,
  ) {
    this.origin = origin;
    this.tabId = tabId;
    this.#port = port;
    port.onMessage.addListener((body) => {
      const message = v.safeParse(FromInterceptedPage, body);
      if (!message.success) return;
      if (message.output.type === 'request') events.onRequest(message.output);
      else events.onAbort(message.output.id);
    });
    port.onDisconnect.addListener(() => {
      this.#isGone = true;
      events.onGone();
    });
  }

  /** Says whether Wardkey answers a call, or leaves it to the browser. */
  decide(id: number, decision: 'taken' | 'native'): void {
    this.#post({ type: decision, id });
  }

  answer(id: number, answer: InterceptedAnswer): void {
    this.#post({ ...answer, id });
  }

  /** Gives the page its own functions back; what it asked before is answered before. */
  letGo(): void {
    this.#post({ type: 'let-go' });
  }

  #post(message: ToInterceptedPage): void {
    if (!this.#isGone) this.#port.postMessage(message);
  }
}
