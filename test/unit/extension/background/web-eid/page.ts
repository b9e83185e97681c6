import type { WebEidPort } from '../../../../../extension/background/web-eid/web-eid-page.ts';
import type { FromWebEidPage, ToWebEidPage } from '../../../../../shared/web-eid/protocol.ts';

/** A page's port, with what came over it; `null` for its end. */
export class Page implements WebEidPort {
  readonly got: (ToWebEidPage | null)[] = [];
  #tell: (message: unknown) => void = () => {};
  #leave: () => void = () => {};
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => {
      this.#tell = listener;
    },
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => {
      this.#leave = listener;
    },
  };

  postMessage(message: ToWebEidPage): void {
    this.got.push(message);
  }

  disconnect(): void {
    this.got.push(null);
  }

  say(message: FromWebEidPage): void {
    this.#tell(message);
  }

  leave(): void {
    this.#leave();
  }

  get answer(): unknown {
    const last = this.got.find((message) => message?.type === 'answer');
    return last?.type === 'answer' ? last.answer : undefined;
  }
}
