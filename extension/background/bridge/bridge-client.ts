import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { BridgeState } from '../../../shared/messages/views.ts';
import type { Capability } from '../../../shared/rpc/capabilities.ts';
import type { DeviceList } from '../../../shared/rpc/device.ts';
import { HELLO_TIMEOUT_MS, PROTOCOL } from '../../../shared/rpc/limits.ts';
import type { MethodName, MethodParams, MethodResult } from '../../../shared/rpc/methods.ts';
import type { OpenNativePort } from '../../platform/native-port.ts';
import { type CallOptions, type NotificationHandlers, RpcConnection } from './rpc-connection.ts';

/** Pauses after 1, 2, ... failures in a row, in milliseconds; the last one stays. */
const BACK_OFF_MS = [250, 1_000, 5_000, 30_000] as const;

/** What each edition is for: a bridge that cannot do it is of another version. */
const NEEDED: Readonly<Record<'guide' | 'full', readonly Capability[]>> = {
  guide: ['devices'],
  full: ['devices', 'webauthn'],
};

/** For a question that the bridge answers at once, whatever its devices do. */
const ALIVE: CallOptions = { timeoutMs: 2_000, timeoutCode: 'bridge-mute' };

export interface BridgeClientOptions {
  readonly openPort: OpenNativePort;
  readonly extension: MethodParams<'hello'>['extension'];
  readonly onCeremonyEvent: NotificationHandlers['ceremony.event'];
  readonly onCheckUpProgress: NotificationHandlers['check-up.progress'];
  /** A bridge is there and was greeted, whoever asked for it: somebody has to let it go again. */
  readonly onReady: () => void;
  /** State or device list changed. */
  readonly onChange: () => void;
}

/** The way to the bridge: opened on demand, greeted once, opened anew after it was lost. */
export class BridgeClient {
  readonly #options: BridgeClientOptions;
  #connection: RpcConnection | null = null;
  #greeting: Promise<void> | null = null;
  #failures = 0;
  #quietUntil = 0;
  #state: BridgeState = { state: 'connecting' };
  #devices: DeviceList | null = null;

  constructor(options: BridgeClientOptions) {
    this.#options = options;
  }

  /** `connecting` also stands for a bridge that nobody has asked for yet. */
  get state(): BridgeState {
    return this.#state;
  }

  /** What is attached, as last told; `null` while unknown. */
  get devices(): DeviceList | null {
    return this.#devices;
  }

  /**
   * Opens the port and says hello, unless that was done.
   * @param options.insist a person asked for it: try now even if the last try failed a moment ago,
   *   and take no bridge that is there but stuck
   * @throws WardkeyError `bridge-...`, `caller-not-allowed`
   */
  connect(options: { readonly insist: boolean }): Promise<void> {
    if (this.#greeting !== null) {
      const greeted = this.#state.state === 'ready';
      return options.insist && greeted ? this.#renewUnlessAlive() : this.#greeting;
    }
    if (!options.insist && Date.now() < this.#quietUntil && this.#state.state === 'failed') {
      return Promise.reject(new WardkeyError(this.#state.code, { facts: this.#state.facts }));
    }
    this.#greeting = this.#greet();
    return this.#greeting;
  }

  /**
   * Calls a method, over a new connection where there is none.
   * @throws WardkeyError see {@link RpcConnection.call} and {@link connect}
   */
  async call<M extends MethodName>(
    method: M,
    params: MethodParams<M>,
    options: CallOptions,
  ): Promise<MethodResult<M>> {
    if (this.#connection === null || this.#state.state !== 'ready') {
      await this.connect({ insist: true });
    }
    if (this.#connection === null) throw new WardkeyError('bridge-stopped');
    return this.#connection.call(method, params, options);
  }

  /** Lets the bridge go. The next call opens it again. */
  close(): void {
    const connection = this.#connection;
    this.#forget();
    connection?.close(new WardkeyError('bridge-stopped'));
    this.#become({ state: 'connecting' });
  }

  async #greet(): Promise<void> {
    this.#become({ state: 'connecting' });
    let connection: RpcConnection | null = null;
    try {
      connection = this.#open();
      const hello = await connection.call(
        'hello',
        { protocol: PROTOCOL, extension: this.#options.extension },
        { timeoutMs: HELLO_TIMEOUT_MS, timeoutCode: 'bridge-mute' },
      );
      if (hello.protocol < PROTOCOL.min || hello.protocol > PROTOCOL.max) {
        throw new WardkeyError('bridge-version', { facts: { bridge: hello.bridge.version } });
      }
      const { edition } = this.#options.extension;
      const lacks = NEEDED[edition].filter((name) => !hello.capabilities.includes(name));
      if (lacks.length > 0) {
        const facts = { bridge: hello.bridge.version, lacks: lacks.join(' ') };
        throw new WardkeyError('bridge-version', { facts });
      }
      this.#failures = 0;
      const { remote } = hello;
      this.#become({
        state: 'ready',
        version: hello.bridge.version,
        ...(remote !== undefined && { remote }),
      });
      this.#options.onReady();
    } catch (thrown) {
      const error = toWardkeyError(thrown);
      // One that was let go of in the meantime must not take its successor with it.
      if (this.#connection === connection) this.#fail(error);
      throw error;
    }
  }

  async #renewUnlessAlive(): Promise<void> {
    const connection = this.#connection;
    try {
      await connection?.call('devices.list', {}, ALIVE);
    } catch (thrown) {
      if (this.#connection === connection) this.#fail(toWardkeyError(thrown));
      await this.connect({ insist: true });
    }
  }

  #open(): RpcConnection {
    const connection: RpcConnection = new RpcConnection(
      this.#options.openPort,
      {
        'devices.changed': (list) => {
          this.#devices = list;
          this.#options.onChange();
        },
        'ceremony.event': this.#options.onCeremonyEvent,
        'check-up.progress': this.#options.onCheckUpProgress,
      },
      (error) => {
        // A connection that was closed or replaced by us has nothing to tell any more.
        if (this.#connection === connection) this.#fail(error);
      },
    );
    this.#connection = connection;
    return connection;
  }

  #fail(error: WardkeyError): void {
    if (this.#greeting === null) return;
    const connection = this.#connection;
    this.#forget();
    connection?.close(error);
    const pause = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#quietUntil = Date.now() + pause;
    this.#become({ state: 'failed', code: error.code, facts: error.facts });
  }

  #forget(): void {
    this.#connection = null;
    this.#greeting = null;
    this.#devices = null;
  }

  #become(state: BridgeState): void {
    this.#state = state;
    this.#options.onChange();
  }
}
