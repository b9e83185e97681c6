import type {
  FromWebEidPage,
  ToWebEidPage,
  WebEidAnswer,
} from '../../../shared/web-eid/protocol.ts';

/** The port of one request, as the browser gives it. */
export interface WebEidPort {
  postMessage(message: ToWebEidPage): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** Where a request comes from, in the browser's words alone. */
export interface WebEidAsker {
  /** Serialised. */
  readonly origin: string;
  readonly tabId: number;
  readonly windowId: number | null;
  /** Whether it is the tab that its window shows. */
  readonly isShown: boolean;
}

export interface WebEidPageEvents {
  onRequest(request: unknown, otherAnswers: boolean): void;
  /** Somebody else acknowledged the page's request. */
  onOtherAnswers(): void;
  onGone(): void;
}

/** The page behind one request: it is answered once, or not at all. */
export class WebEidPage {
  readonly asker: WebEidAsker;
  readonly #port: WebEidPort;
  #isOver = false;

  constructor(port: WebEidPort, asker: WebEidAsker, events: WebEidPageEvents) {
    this.#port = port;
    this.asker = asker;
    let isAsked = false;
    port.onMessage.addListener((body) => {
      // Our own content script says nothing else.
      const message = body as FromWebEidPage;
      if (message.type === 'other-answers') events.onOtherAnswers();
      else if (!isAsked) {
        isAsked = true;
        events.onRequest(message.request, message.otherAnswers);
      }
    });
    port.onDisconnect.addListener(() => {
      this.#isOver = true;
      events.onGone();
    });
  }

  /** The request will be answered. */
  take(): void {
    if (!this.#isOver) this.#port.postMessage({ type: 'taken' });
  }

  answer(answer: WebEidAnswer): void {
    if (this.#isOver) return;
    this.#port.postMessage({ type: 'answer', answer });
    this.leave();
  }

  /** Says nothing more: the request is somebody else's, or nobody's. */
  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#port.disconnect();
  }
}
