import type {
  NativePortEvents,
  OpenNativePort,
} from '../../../../extension/platform/native-port.ts';

interface Sent {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

/** A native port in memory, whose other end a test plays. */
export class ScriptedPort {
  readonly sent: Sent[] = [];
  opened = 0;
  closed = 0;
  #events: NativePortEvents | null = null;

  readonly open: OpenNativePort = (events) => {
    this.opened += 1;
    this.#events = events;
    return {
      post: (message) => {
        this.sent.push(message as Sent);
      },
      close: () => {
        this.closed += 1;
      },
    };
  };

  get last(): Sent {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }

  /** The bridge says something. */
  say(message: unknown): void {
    this.#events?.onMessage(message);
  }

  answer(result: unknown, id: string = this.last.id): void {
    this.say({ jsonrpc: '2.0', id, result });
  }

  refuse(code: string, facts: object = {}): void {
    const error = { code: -32000, message: code, data: { code, facts } };
    this.say({ jsonrpc: '2.0', id: this.last.id, error });
  }

  /** The port goes. */
  drop(text: string | null): void {
    this.#events?.onDisconnect(text);
  }
}
